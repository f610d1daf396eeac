//! The tour in words.

use crate::app::tour::{Scene, Step};

pub fn tour_offer() -> &'static str {
    "Take the tour, five steps"
}

pub fn tour_offer_text() -> &'static str {
    "New here? It shows the main jobs on an invented company, and leaves no trace."
}

pub fn tour_take() -> &'static str {
    "Take the tour"
}

pub fn not_now() -> &'static str {
    "Not now"
}

pub fn tour_is_over() -> &'static str {
    "The tour is over, and everything is as it was before. It starts anew from Settings"
}

/// `Step 2 of 5`
pub fn tour_step(step: Step) -> String {
    format!("Step {} of {}", step.number(), Step::ALL.len())
}

pub fn tour_title(scene: Scene) -> &'static str {
    match scene {
        Scene::Opening => "The demo company opens",
        Scene::List => "Every webhook, those that are off first",
        Scene::Details => "One webhook's details",
        Scene::AskReview => "Switch it back on",
        Scene::Review => "Nothing is sent before a review",
        Scene::Changing => "It is being switched on",
        Scene::Changed => "It is on again",
        Scene::Told => "It didn't go as it should",
        Scene::StartAudit => "Find what is wrong",
        Scene::Auditing => "The audit is under way",
        Scene::Findings => "What the audit found",
        Scene::Reading => "A finding",
        Scene::Undo => "Take it back, or go on with your own",
    }
}

pub fn tour_text(scene: Scene) -> &'static str {
    match scene {
        Scene::Opening => "It is invented and runs on this computer alone. Nothing that you do in the tour is kept.",
        Scene::List => {
            "A webhook tells another program about calls. “Deactivated” means that Aircall has stopped telling it \
             anything. Choose a webhook to see more, or press Next."
        }
        Scene::Details => {
            "Here is where it sends to, what it receives and what is wrong with it. This button switches it back on, \
             after a review. Press it, or Next."
        }
        Scene::AskReview => "This button opens the review. Press it, or Next.",
        Scene::Review => {
            "The review says what will change. It is real for the demo company and for no one else. Press the button, \
             or Next."
        }
        Scene::Changing => "The webhook is read once more, changed, and read back.",
        Scene::Changed => "Each webhook says what became of it. Go on to the audit, or press Next.",
        Scene::Told => "The review says what became of it, and what can be done. Next goes on to the audit.",
        Scene::StartAudit => {
            "The audit looks at every webhook and asks each endpoint whether it answers. It changes nothing. Start it, \
             or press Next."
        }
        Scene::Auditing => "It takes some seconds: one endpoint of the demo company is slow. Next doesn't wait for it.",
        Scene::Findings => "The gravest come first. The arrow opens one, and so does Next.",
        Scene::Reading => {
            "Each says why it matters and how to mend it, with a button where the app can. Next goes on to the last \
             step."
        }
        Scene::Undo => {
            "Every change is written down here, and “Take back” undoes it. At the end of the tour the demo company is \
             as it was before. Then connect your own: an API key is all it takes."
        }
    }
}

/// What a screen reader hears at each step.
pub fn tour_spoken(step: Step, scene: Scene) -> String {
    format!("{}. {}. {}", tour_step(step), tour_title(scene), tour_text(scene))
}

pub fn tour_next() -> &'static str {
    "Next"
}

pub fn tour_back() -> &'static str {
    "Back"
}

pub fn tour_end() -> &'static str {
    "End tour"
}

pub fn tour_finish() -> &'static str {
    "Finish"
}
