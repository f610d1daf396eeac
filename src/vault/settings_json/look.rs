//! How things look, in the settings file. What isn't understood is as if it were missing.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::domain::{CallBudget, Clock, Column, Filter, ListLook, Sort, TextSize, TimeFormat, TimeStyle, WindowPlace};

/// A value of another form is the usual one: one that a newer version wrote, or someone by hand.
pub(super) fn lenient<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(file: D) -> Result<T, D::Error> {
    Ok(serde_json::from_value(Value::deserialize(file)?).unwrap_or_default())
}

/// In percent.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct FileSize(u16);

impl Default for FileSize {
    fn default() -> Self {
        TextSize::default().into()
    }
}

impl From<TextSize> for FileSize {
    fn from(size: TextSize) -> Self {
        Self(size.percent())
    }
}

impl From<FileSize> for TextSize {
    fn from(file: FileSize) -> Self {
        Self::of(file.0)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct FileBudget(u64);

impl Default for FileBudget {
    fn default() -> Self {
        CallBudget::default().into()
    }
}

impl From<CallBudget> for FileBudget {
    fn from(budget: CallBudget) -> Self {
        Self(budget.per_minute().into())
    }
}

impl From<FileBudget> for CallBudget {
    fn from(file: FileBudget) -> Self {
        Self::of(file.0)
    }
}

/// `{"style": "relative", "hours": 24}`
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct FileTimes {
    #[serde(deserialize_with = "lenient")]
    style: FileStyle,
    #[serde(deserialize_with = "lenient")]
    hours: FileHours,
}

#[derive(Clone, Copy, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum FileStyle {
    #[default]
    Relative,
    Exact,
}

#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct FileHours(u8);

impl Default for FileHours {
    fn default() -> Self {
        Self(24)
    }
}

impl From<TimeFormat> for FileTimes {
    fn from(times: TimeFormat) -> Self {
        Self {
            style: match times.style {
                TimeStyle::Relative => FileStyle::Relative,
                TimeStyle::Exact => FileStyle::Exact,
            },
            hours: FileHours(match times.clock {
                Clock::Hours24 => 24,
                Clock::Hours12 => 12,
            }),
        }
    }
}

impl From<FileTimes> for TimeFormat {
    fn from(file: FileTimes) -> Self {
        Self {
            style: match file.style {
                FileStyle::Relative => TimeStyle::Relative,
                FileStyle::Exact => TimeStyle::Exact,
            },
            clock: if file.hours.0 == 12 { Clock::Hours12 } else { Clock::Hours24 },
        }
    }
}

/// What the list shows, and in which order.
#[derive(Serialize, Deserialize)]
#[serde(default)]
pub(super) struct FileList {
    #[serde(deserialize_with = "lenient")]
    filter: FileFilter,
    #[serde(deserialize_with = "lenient")]
    sort: Option<FileColumn>,
    #[serde(deserialize_with = "lenient")]
    descending: bool,
    /// Those that aren't shown. Names that aren't known are left out.
    #[serde(deserialize_with = "lenient")]
    hidden: Vec<Value>,
    #[serde(deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    details_width: Option<u16>,
}

impl Default for FileList {
    fn default() -> Self {
        (&ListLook::default()).into()
    }
}

#[derive(Clone, Copy, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum FileFilter {
    #[default]
    All,
    Active,
    Deactivated,
    WithProblems,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum FileColumn {
    Status,
    Name,
    Endpoint,
    Events,
    Created,
    Changed,
}

impl From<Column> for FileColumn {
    fn from(column: Column) -> Self {
        match column {
            Column::Status => Self::Status,
            Column::Name => Self::Name,
            Column::Endpoint => Self::Endpoint,
            Column::Events => Self::Events,
            Column::Created => Self::Created,
            Column::Changed => Self::Changed,
        }
    }
}

impl From<FileColumn> for Column {
    fn from(file: FileColumn) -> Self {
        match file {
            FileColumn::Status => Self::Status,
            FileColumn::Name => Self::Name,
            FileColumn::Endpoint => Self::Endpoint,
            FileColumn::Events => Self::Events,
            FileColumn::Created => Self::Created,
            FileColumn::Changed => Self::Changed,
        }
    }
}

impl From<&ListLook> for FileList {
    fn from(look: &ListLook) -> Self {
        let column = |column: &Column| serde_json::to_value(FileColumn::from(*column)).ok();
        Self {
            filter: match look.filter {
                Filter::All => FileFilter::All,
                Filter::Active => FileFilter::Active,
                Filter::Deactivated => FileFilter::Deactivated,
                Filter::WithProblems => FileFilter::WithProblems,
            },
            sort: Some(look.sort.column.into()),
            descending: look.sort.descending,
            hidden: look.hidden.iter().filter_map(column).collect(),
            details_width: look.details,
        }
    }
}

impl From<FileList> for ListLook {
    fn from(file: FileList) -> Self {
        let known = |name: Value| serde_json::from_value::<FileColumn>(name).ok();
        let mut look = Self {
            filter: match file.filter {
                FileFilter::All => Filter::All,
                FileFilter::Active => Filter::Active,
                FileFilter::Deactivated => Filter::Deactivated,
                FileFilter::WithProblems => Filter::WithProblems,
            },
            sort: file
                .sort
                .map_or_else(Sort::default, |column| Sort { column: column.into(), descending: file.descending }),
            details: file.details_width.map(|width| width.clamp(Self::NARROWEST_DETAILS, Self::WIDEST_DETAILS)),
            ..Self::default()
        };
        for column in file.hidden.into_iter().filter_map(known) {
            look.show(column.into(), false); // not the name, whatever the file says
        }
        look
    }
}

/// In points of the system.
#[derive(Serialize, Deserialize)]
pub(super) struct FilePlace {
    width: u32,
    height: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    x: Option<i32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    y: Option<i32>,
    #[serde(default)]
    maximized: bool,
}

impl From<WindowPlace> for FilePlace {
    fn from(place: WindowPlace) -> Self {
        let (width, height) = place.size;
        Self { width, height, x: place.at.map(|at| at.0), y: place.at.map(|at| at.1), maximized: place.maximized }
    }
}

impl From<FilePlace> for WindowPlace {
    fn from(file: FilePlace) -> Self {
        Self { size: (file.width, file.height), at: file.x.zip(file.y), maximized: file.maximized }.sane()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{parse, to_text};
    use super::*;
    use crate::domain::{Hint, Script, Settings, ThemeChoice};

    #[test]
    fn a_file_of_an_older_version_gets_what_is_usual_for_the_rest() {
        let settings = parse(br#"{"version":1,"profiles":[],"theme":"dark"}"#);
        assert_eq!(settings, Some(Settings { theme: ThemeChoice::Dark, ..Settings::default() }));
    }

    #[test]
    fn how_things_look_is_no_reason_to_refuse_a_file() {
        let odd = r#"{"version":1,"profiles":[],"text_size":"huge","times":{"style":"stardate","hours":12},
            "calls_per_minute":900,"list":{"filter":"odd","sort":"size","hidden":["created","moon",7,"name"]},
            "window":{"width":-5}}"#;
        let settings = parse(odd.as_bytes()).unwrap();
        assert_eq!((settings.text_size, settings.window), (TextSize::default(), None));
        assert_eq!(settings.times, TimeFormat { style: TimeStyle::Relative, clock: Clock::Hours12 });
        assert_eq!(settings.budget.per_minute(), 60, "never more than Aircall allows");
        assert_eq!((settings.list.filter, settings.list.sort), (Filter::All, Sort::default()));
        assert_eq!(settings.list.hidden, [Column::Created].into(), "a name always shows");
    }

    #[test]
    fn what_was_told_and_seen_is_no_reason_to_refuse_a_file() {
        let read = |told: &str, seen: &str| {
            let file = format!(r#"{{"version":1,"profiles":[],"fonts_told":{told},"hints_seen":{seen}}}"#);
            parse(file.as_bytes()).unwrap()
        };
        for odd in ["true", "7", "null", r#""hebrew""#, r#"{"hebrew":true}"#, r#"[[],null,"moon"]"#] {
            assert_eq!(read(odd, odd), Settings::default(), "{odd}");
        }
        let (script, hint) = (Script::Hebrew, Hint::Palette);
        let known = |name: &str| format!(r#"[7,"{name}",{{}}]"#);
        let settings = read(&known(script.key()), &known(hint.name()));
        assert_eq!((settings.fonts_told, settings.hints_seen), ([script].into(), [hint].into()));
    }

    #[test]
    fn every_column_and_filter_is_read_as_it_was_written() {
        let every = [Column::Status, Column::Name, Column::Endpoint, Column::Events, Column::Created, Column::Changed];
        for (at, column) in every.into_iter().enumerate() {
            let mut list = ListLook { details: Some(400), ..ListLook::default() };
            list.filter = Filter::EVERY[at % 4];
            list.sort = Sort { column, descending: at % 2 == 0 };
            list.show(column, false);
            let settings = Settings { list, ..Settings::default() };
            assert_eq!(parse(to_text(&settings).unwrap().as_bytes()), Some(settings));
        }
    }
}
