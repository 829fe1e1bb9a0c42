//! The names of runs.

use crate::contract::runs::CreateRun;
use crate::error::Result;
use crate::refusals;
use uuid::Uuid;

/// The tag that holds the name of a run.
pub const RUN_NAME: &str = "mlflow.runName";

const PREDICATES: &[&str] = &[
    "able", "agile", "airy", "amber", "ample", "apt", "awake", "azure", "balmy", "blithe", "bold", "brave",
    "breezy", "bright", "brisk", "bubbly", "calm", "candid", "caring", "cheery", "chill", "civil", "clean",
    "clever", "cosmic", "cozy", "crisp", "curious", "dainty", "dapper", "daring", "deft", "dreamy", "eager",
    "early", "earnest", "easy", "elegant", "epic", "exact", "fair", "famous", "fancy", "festive", "fine",
    "fit", "fluent", "fond", "fresh", "funny", "gentle", "gifted", "glad", "golden", "good", "grand",
    "happy", "hardy", "honest", "humble", "jolly", "jovial", "joyful", "keen", "kind", "lively", "loyal",
    "lucid", "lucky", "lunar", "merry", "mighty", "modest", "neat", "nimble", "noble", "open", "patient",
    "placid", "playful", "polite", "proud", "quick", "quiet", "rapid", "ready", "regal", "rosy", "serene",
    "shiny", "silent", "silver", "smart", "smooth", "snug", "solar", "sound", "spry", "stellar", "stoic",
    "sunny", "swift", "tidy", "vivid", "warm", "wise", "witty", "zesty",
];

const NOUNS: &[&str] = &[
    "acorn", "alder", "apple", "aspen", "badger", "bamboo", "basil", "bay", "beach", "bear", "beaver", "bee",
    "birch", "bison", "brook", "canyon", "carp", "cedar", "cherry", "clam", "cliff", "cloud", "clover",
    "comet", "coral", "cove", "crab", "crane", "creek", "crow", "cub", "daisy", "dawn", "deer", "delta",
    "dingo", "dove", "dune", "eagle", "elk", "elm", "ember", "falcon", "fawn", "fern", "finch", "fjord",
    "flint", "forest", "fox", "frog", "galaxy", "gecko", "geyser", "glade", "goose", "grove", "gull", "hare",
    "harbor", "hawk", "hazel", "hedge", "heron", "hill", "island", "ivy", "jay", "kelp", "kite", "koala",
    "lagoon", "lake", "lark", "laurel", "lemur", "lily", "lotus", "lynx", "maple", "marten", "meadow",
    "mole", "moon", "moose", "moss", "newt", "oak", "ocean", "olive", "orca", "otter", "owl", "panda",
    "pebble", "pine", "plum", "pond", "poppy", "quail", "rabbit", "raven", "reef", "river", "robin", "sable",
    "sage", "salmon", "seal", "shore", "shrew", "sloth", "snail", "sparrow", "spruce", "squid", "star",
    "stork", "stream", "swan", "tapir", "thrush", "tiger", "toad", "trout", "tulip", "tundra", "turtle",
    "valley", "vole", "walrus", "willow", "wolf", "wren", "yak", "zebra",
];

/// The longest name that [`random_run_name`] gives.
pub const MAX_RANDOM_RUN_NAME: usize = 20;

/// Makes a name such as `sunny-otter-417`.
///
/// ```
/// let name = mlflow_core::names::random_run_name();
/// assert_eq!(name.split('-').count(), 3);
/// assert!(name.len() <= mlflow_core::names::MAX_RANDOM_RUN_NAME);
/// ```
pub fn random_run_name() -> String {
    let random = Uuid::new_v4().into_bytes();
    let [a, b, c, d, e, f, ..] = random;
    let predicate = pick(PREDICATES, [a, b]);
    let noun = pick(NOUNS, [c, d]);
    format!("{predicate}-{noun}-{}", u16::from_le_bytes([e, f]) % 1000)
}

/// Returns the name that a new run gets: as asked for, or from its tag, or a random one.
///
/// # Errors
///
/// `INVALID_PARAMETER_VALUE` if the request and its tag disagree.
pub fn of_new_run(request: &CreateRun) -> Result<String> {
    let tag = request.tags.iter().find(|tag| tag.key == RUN_NAME);
    let tag = tag.map_or("", |tag| tag.value.as_str());
    match (request.run_name.as_str(), tag) {
        ("", "") => Ok(random_run_name()),
        ("", name) | (name, "") => Ok(name.to_owned()),
        (name, tag) if name != tag => Err(refusals::run_names_differ(name, tag)),
        (name, _) => Ok(name.to_owned()),
    }
}

fn pick(words: &[&'static str], random: [u8; 2]) -> &'static str {
    let index = usize::from(u16::from_le_bytes(random)) % words.len().max(1);
    words.get(index).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn there_are_many_short_names() {
        let longest = |words: &[&str]| words.iter().map(|w| w.len()).max().unwrap();
        assert!(longest(PREDICATES) + longest(NOUNS) + "--999".len() <= MAX_RANDOM_RUN_NAME);
        for words in [PREDICATES, NOUNS] {
            assert!(words.len() >= 100);
            assert_eq!(words.iter().collect::<HashSet<_>>().len(), words.len());
            assert!(words.iter().all(|w| w.bytes().all(|b| b.is_ascii_lowercase())));
        }
    }

    #[test]
    fn names_differ() {
        let names: HashSet<_> = (0..100).map(|_| random_run_name()).collect();
        assert!(names.len() > 95, "{names:?}");
    }
}
