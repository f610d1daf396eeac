//! Two starts of the window, in words.

pub fn open_when_done(company: &str) -> String {
    format!("{company} was asked for. Something is still under way here: open it when that has ended")
}

pub fn first_is_silent() -> &'static str {
    "Hookswitch is open already, but its window doesn't answer. Wait a moment and start it again. If it still doesn't \
     answer, end the old one (with the system's task manager, or `pkill -x hookswitch` on Linux), then start it again"
}

pub fn base_not_passed_on() -> &'static str {
    "Hookswitch is open already, and its window has come forward. It goes on with the address of the API that it was \
     started with: close it first to use another one"
}
