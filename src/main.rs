//! The window program: arguments, the worker, the window. No rules.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod complain;
mod fonts;

use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use clap::Parser;
use complain::{complain, complain_aloud};
use eframe::{NativeOptions, Renderer};
use hookswitch::app::instance::Asked;
use hookswitch::app::model::Start;
use hookswitch::app::{Command, Event, text};
use hookswitch::domain::{ApiBase, Settings};
use hookswitch::ui::{Hands, Window, place};
use hookswitch::vault::{SettingsFile, Vault, history_file};
use hookswitch::worker::instance::{Claim, Instance, Patience, claim};
use hookswitch::worker::{Runner, machine};
use jiff::Timestamp;

/// See every Aircall webhook of your company, find what is wrong, switch it back on.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Open the demo company
    #[arg(long)]
    demo: bool,
    /// Open the profile of this name
    #[arg(long, value_name = "NAME", conflicts_with = "demo")]
    profile: Option<String>,
    /// Where the API of new profiles is: https, or http on this machine
    #[arg(long, value_name = "URL", value_parser = base)]
    api_url: Option<ApiBase>,
}

fn base(text: &str) -> Result<ApiBase, &'static str> {
    ApiBase::parse(text).map_err(text::api_base_error)
}

/// The argument, else the environment's. An empty variable is none.
fn api_url(argument: Option<ApiBase>) -> Result<Option<ApiBase>, &'static str> {
    let variable = || std::env::var("HOOKSWITCH_API_URL").ok().filter(|text| !text.is_empty());
    match argument {
        Some(base) => Ok(Some(base)),
        None => variable().map(|text| base(&text)).transpose(),
    }
}

/// The worker, as the window sees it.
struct Worker(Runner);

impl Hands for Worker {
    fn dispatch(&mut self, command: Command) {
        self.0.dispatch(command);
    }

    fn next_event(&mut self) -> Option<Event> {
        self.0.next_event()
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    log_to_stderr();
    complain::run(|| start(arguments))
}

fn start(arguments: Arguments) -> ExitCode {
    let base = match api_url(arguments.api_url) {
        Ok(base) => base,
        Err(words) => {
            complain(&format!("HOOKSWITCH_API_URL: {words}"));
            return ExitCode::from(2);
        }
    };
    let settings = SettingsFile::in_config_folder();
    let asked = Asked { demo: arguments.demo, profile: arguments.profile.clone() };
    let instance = match claim(settings.as_ref().map(SettingsFile::folder), &asked, Patience::default()) {
        Claim::First(instance) => Arc::new(instance),
        Claim::Shown => {
            if base.is_some() {
                complain(text::base_not_passed_on());
            }
            return ExitCode::SUCCESS;
        }
        Claim::Silent => {
            complain_aloud(&text::first_is_silent(true), &text::first_is_silent(false));
            return ExitCode::from(2);
        }
    };
    // Read once before there is a window, so that it opens where and as it was; the worker reads it again.
    let before = settings.and_then(|file| file.peek());
    let looks = before.as_ref().map(|settings| (settings.theme, settings.text_size));
    let start = Start { demo: arguments.demo, profile: arguments.profile, base, looks, ..Start::default() };
    let mut detail = String::new();
    for renderer in renderers() {
        match open(start.clone(), before.as_ref(), renderer, Arc::clone(&instance)) {
            Ok(()) => return ExitCode::SUCCESS,
            Err(error) => detail = error.to_string(),
        }
    }
    // winit says which display it can't reach, with places in its source: nothing that helps an admin.
    let reached = has_display() && !detail.contains("EventLoop");
    if reached {
        let words = text::no_graphics(&detail);
        complain_aloud(&words, &words);
    } else {
        complain(text::no_display());
    }
    ExitCode::from(2)
}

/// The system's own graphics first, OpenGL where that fails; on Linux OpenGL alone is built in.
fn renderers() -> Vec<Renderer> {
    #[cfg(any(windows, target_os = "macos"))]
    let renderers = vec![Renderer::Wgpu, Renderer::Glow];
    #[cfg(not(any(windows, target_os = "macos")))]
    let renderers = vec![Renderer::Glow];
    renderers
}

fn open(start: Start, before: Option<&Settings>, renderer: Renderer, instance: Arc<Instance>) -> eframe::Result {
    let start = Start { machine: machine(&renderer.to_string()), ..start };
    let place = before.and_then(|settings| settings.window);
    let viewport = egui::ViewportBuilder::default()
        .with_title(text::app_name())
        .with_app_id("hookswitch")
        .with_icon(place::icon());
    let viewport = place::builder(viewport, place);
    let options = NativeOptions {
        viewport,
        renderer,
        persist_window: false,
        system_font_fallback: false,
        ..NativeOptions::default()
    };
    eframe::run_native(
        "hookswitch",
        options,
        Box::new(move |context| {
            place::move_into_sight(context);
            let window: Arc<OnceLock<egui::Context>> = Arc::new(OnceLock::from(context.egui_ctx.clone()));
            let wake = Arc::new(move || {
                if let Some(window) = window.get() {
                    window.request_repaint();
                }
            });
            let runner = Runner::new(Vault::system(), SettingsFile::in_config_folder(), history_file(), wake)?;
            runner.listen(&instance);
            let (fonts, hands) = (fonts::install(&context.egui_ctx), Worker(runner));
            Ok(Box::new(Window::with_fonts(&context.egui_ctx, start, hands, Timestamp::now, fonts)))
        }),
    )
}

#[cfg(all(unix, not(target_os = "macos")))]
fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn has_display() -> bool {
    true
}

/// Only on request, and only what this program says itself: other crates' logs may hold URLs and headers.
fn log_to_stderr() {
    use tracing_subscriber::prelude::*;
    if std::env::var_os("HOOKSWITCH_LOG").is_none() {
        return;
    }
    let ours = tracing_subscriber::filter::Targets::new().with_target("hookswitch", tracing::Level::DEBUG);
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_filter(ours);
    tracing_subscriber::registry().with(lines).init();
}
