//! The list of what is wrong.

const MOST: usize = 100;

/// Texts for the client; after a hundred of them it learns no more.
#[derive(Debug, Default)]
pub(super) struct Faults(Vec<String>);

impl Faults {
    pub(super) fn add(&mut self, text: impl Into<String>) {
        match self.0.len() {
            0..MOST => self.0.push(text.into()),
            MOST => self.0.push("Too many errors, error limit reached.".to_owned()),
            _ => {}
        }
    }

    /// Tells whether nothing more is told.
    pub(super) fn is_full(&self) -> bool {
        self.0.len() > MOST
    }

    pub(super) fn into_texts(self) -> Vec<String> {
        self.0
    }

    /// Returns nothing if nothing is wrong.
    pub(super) fn into_result(self) -> Result<(), Vec<String>> {
        match self.0.is_empty() {
            true => Ok(()),
            false => Err(self.0),
        }
    }
}
