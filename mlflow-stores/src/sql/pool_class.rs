//! SQLAlchemy's classes of pools, as far as they say something about ours.

use super::pool::Limits;
use super::server::ANY_NUMBER;
use mlflow_core::config::{self, settings};
use mlflow_core::{Error, Result};
use std::time::Duration;

/// How connections are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PoolClass {
    /// As many as the other settings say.
    Queue,
    /// None: each unit has a connection of its own.
    Null,
    /// One, which all share by taking turns.
    Single,
}

const NAMES: [(&str, PoolClass); 7] = [
    ("AssertionPool", PoolClass::Single),
    ("AsyncAdaptedQueuePool", PoolClass::Queue),
    ("NullPool", PoolClass::Null),
    ("QueuePool", PoolClass::Queue),
    ("SingletonThreadPool", PoolClass::Queue),
    ("StaticPool", PoolClass::Single),
    ("FallbackAsyncAdaptedQueuePool", PoolClass::Queue),
];

impl PoolClass {
    /// Reads the setting.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` for a name that official MLflow does not take.
    pub(super) fn of_settings() -> Result<Self> {
        let name = config::current()?
            .get(&settings::SQLALCHEMYSTORE_POOLCLASS)?
            .value;
        PoolClass::named(name.as_deref().unwrap_or_default())
    }

    fn named(name: &str) -> Result<Self> {
        if name.is_empty() {
            return Ok(PoolClass::Queue);
        }
        let found = NAMES.into_iter().find(|(known, _)| *known == name);
        found.map(|(_, class)| class).ok_or_else(|| {
            let known = NAMES.map(|(known, _)| known).join(" ");
            Error::invalid_parameter_value(format!(
                "Invalid poolclass parameter: {name}. Set environment variable poolclass to empty or one of the \
                 following values: {known}"
            ))
        })
    }

    /// Makes the limits of a pool those of this class.
    pub(super) fn applied_to(self, limits: Limits) -> Limits {
        match self {
            PoolClass::Queue => limits,
            PoolClass::Null => Limits {
                most: ANY_NUMBER,
                kept_for: Duration::ZERO,
                ..limits
            },
            PoolClass::Single => Limits { most: 1, ..limits },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_official_mlflow_s() -> Result<()> {
        for (name, class) in [
            ("", PoolClass::Queue),
            ("QueuePool", PoolClass::Queue),
            ("NullPool", PoolClass::Null),
            ("StaticPool", PoolClass::Single),
        ] {
            assert_eq!(PoolClass::named(name)?, class, "{name}");
        }
        let error = PoolClass::named("sqlalchemy.pool.NullPool").unwrap_err();
        assert_eq!(
            error.message(),
            "Invalid poolclass parameter: sqlalchemy.pool.NullPool. Set environment variable poolclass to empty or \
             one of the following values: AssertionPool AsyncAdaptedQueuePool NullPool QueuePool SingletonThreadPool \
             StaticPool FallbackAsyncAdaptedQueuePool"
        );
        Ok(())
    }
}
