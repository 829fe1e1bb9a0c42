//! Options of searches for registered models and their versions.

macro_rules! registry_search {
    ($(#[$doc:meta])* $Search:ident, $what:literal, $order:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        #[non_exhaustive]
        pub struct $Search {
            #[doc = concat!("The filter; all ", $what, " if empty.")]
            pub filter: String,
            /// The keys to sort by, first by the first.
            pub order_by: Vec<String>,
            #[doc = concat!("How many ", $what, " at most; all if not set.")]
            pub max_results: Option<usize>,
        }

        impl $Search {
            #[doc = concat!("Makes a search for all ", $what, ".")]
            pub fn new() -> Self {
                $Search::default()
            }

            /// Sets the filter, such as `name LIKE 'w%'`.
            #[must_use]
            pub fn filter(mut self, filter: impl Into<String>) -> Self {
                self.filter = filter.into();
                self
            }

            #[doc = concat!("Adds a key to sort by, such as `", $order, "`.")]
            #[must_use]
            pub fn order_by(mut self, key: impl Into<String>) -> Self {
                self.order_by.push(key.into());
                self
            }

            #[doc = concat!("Sets how many ", $what, " come at most.")]
            #[must_use]
            pub fn max_results(mut self, results: usize) -> Self {
                self.max_results = Some(results);
                self
            }
        }
    };
}

registry_search! {
    /// Which registered models are searched for, and in which order they come.
    ///
    /// ```
    /// use mlflow_core::SearchRegisteredModels;
    /// let search = SearchRegisteredModels::new().filter("name LIKE 'w%'").order_by("name ASC");
    /// assert_eq!(search.filter, "name LIKE 'w%'");
    /// ```
    SearchRegisteredModels, "registered models", "name ASC"
}

registry_search! {
    /// Which versions of registered models are searched for, and in which order they come.
    ///
    /// ```
    /// use mlflow_core::SearchModelVersions;
    /// let search = SearchModelVersions::new().filter("name = 'wine'").order_by("version_number DESC");
    /// assert_eq!(search.order_by, ["version_number DESC"]);
    /// ```
    SearchModelVersions, "versions", "version_number DESC"
}
