//! Two starts of the window, in words.

pub fn open_when_done(company: &str) -> String {
    format!("{company} was asked for. Something is still under way here: open it when that has ended")
}

/// `terminal`: to somebody who can type commands.
pub fn first_is_silent(terminal: bool) -> String {
    let how = if terminal {
        " (with the system's task manager, or `pkill -x hookswitch` on Linux)"
    } else {
        " with the system's task manager"
    };
    format!(
        "Hookswitch is open already, but its window doesn't answer. Wait a moment and start it again. If it still \
         doesn't answer, end the old one{how}, then start it again"
    )
}

pub fn base_not_passed_on() -> &'static str {
    "Hookswitch is open already, and its window has come forward. It goes on with the address of the API that it was \
     started with: close it first to use another one"
}
