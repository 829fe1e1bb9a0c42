//! One setting: its name, its environment variable, its type and its default.

/// A setting of MLflow.
///
/// In `mlflow.toml` it is called by its [`name`](Setting::name): the environment variable's in lower
/// case, without `MLFLOW_`.
#[derive(Debug)]
pub struct Setting<T> {
    /// The name in `mlflow.toml`.
    pub name: &'static str,
    /// The environment variable.
    pub env: &'static str,
    pub(super) default: Option<&'static str>,
    pub(super) kind: std::marker::PhantomData<fn() -> T>,
}

impl<T: FromSetting> Setting<T> {
    /// Returns the default, if there is one.
    pub fn default(&self) -> Option<T> {
        self.default.and_then(|text| T::from_setting(text).ok())
    }
}

/// The TOML type of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// `true` or `false`.
    Flag,
    /// An integer.
    Integer,
    /// A number.
    Number,
}

/// A type that a setting's text is read as.
pub trait FromSetting: Sized {
    /// The type in `mlflow.toml`.
    const KIND: Kind;

    /// Reads the text; the error says what was expected.
    fn from_setting(text: &str) -> Result<Self, String>;
}

impl FromSetting for String {
    const KIND: Kind = Kind::Text;

    fn from_setting(text: &str) -> Result<Self, String> {
        Ok(text.to_owned())
    }
}

impl FromSetting for bool {
    const KIND: Kind = Kind::Flag;

    fn from_setting(text: &str) -> Result<Self, String> {
        match text.trim().to_ascii_lowercase().as_str() {
            "true" | "1" => Ok(true),
            "false" | "0" => Ok(false),
            _ => Err("expected one of true, false, 1, 0".to_owned()),
        }
    }
}

impl FromSetting for i64 {
    const KIND: Kind = Kind::Integer;

    fn from_setting(text: &str) -> Result<Self, String> {
        text.trim().parse().map_err(|_| "expected an integer".to_owned())
    }
}

impl FromSetting for f64 {
    const KIND: Kind = Kind::Number;

    fn from_setting(text: &str) -> Result<Self, String> {
        let number = text.trim().parse().ok().filter(|number: &f64| number.is_finite());
        number.ok_or_else(|| "expected a number".to_owned())
    }
}
