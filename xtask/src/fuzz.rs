//! `cargo xtask fuzz`: the property tests, over and over, with new random input each time.

mod binaries;

use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use self::binaries::TestBinary;
use crate::workspace::Workspace;

/// Property tests have this in their names, or in the name of their module.
const NAME_PART: &str = "prop";

#[derive(clap::Args)]
pub(crate) struct Options {
    /// How long to search
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Only tests of this package
    #[arg(long, short)]
    package: Option<String>,
}

/// Runs passes until the time is over. A pass doubles its cases until it fills a good part of the time that
/// is left.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let binaries = binaries::build(workspace, options.package.as_deref())?;
    let deadline = Instant::now() + Duration::from_secs(options.seconds);
    let (mut cases, mut tried, mut passes) = (1000, 0, 0);
    loop {
        let started = Instant::now();
        let Some(tests) = run_pass(workspace, &binaries, cases, deadline)? else {
            break;
        };
        let took = started.elapsed();
        ensure!(
            tests > 0,
            "no test has `{NAME_PART}` in its name, so there is nothing to search with"
        );
        println!(
            "{tests} tests with {cases} cases each: nothing found in {:.1} s",
            took.as_secs_f64()
        );
        passes += 1;
        tried += tests * cases;
        if took * 4 < deadline.saturating_duration_since(Instant::now()) {
            cases *= 2;
        }
    }
    println!(
        "nothing found: {passes} whole passes, {tried} random cases; the end of the time has cut off one more"
    );
    Ok(())
}

/// Runs all property tests once and counts them; `None` means that the time was over first.
fn run_pass(
    workspace: &Workspace,
    binaries: &[TestBinary],
    cases: u64,
    deadline: Instant,
) -> Result<Option<u64>> {
    let mut tests = 0;
    for binary in binaries {
        match run_binary(workspace, binary, cases, deadline)? {
            Some(passed) => tests += passed,
            None => return Ok(None),
        }
    }
    Ok(Some(tests))
}

fn run_binary(
    workspace: &Workspace,
    binary: &TestBinary,
    cases: u64,
    deadline: Instant,
) -> Result<Option<u64>> {
    let log = workspace.target.join("fuzz.log");
    let file = std::fs::File::create(&log).with_context(|| format!("cannot write {}", log.display()))?;
    let mut tests = binary.command();
    tests
        .arg(NAME_PART)
        .env("PROPTEST_CASES", cases.to_string())
        .env("PROPTEST_MAX_SHRINK_ITERS", "100000");
    tests.stdin(Stdio::null()).stdout(file).stderr(Stdio::null());
    let mut child = tests.spawn().with_context(|| format!("cannot start {tests:?}"))?;
    let status = loop {
        match child.try_wait()? {
            Some(status) => break status,
            None if Instant::now() >= deadline => {
                child
                    .kill()
                    .and_then(|()| child.wait())
                    .context("cannot stop the last pass")?;
                return Ok(None);
            }
            None => std::thread::sleep(Duration::from_millis(20)),
        }
    };
    let output = std::fs::read_to_string(&log).with_context(|| format!("cannot read {}", log.display()))?;
    if !status.success() {
        println!("{output}");
        bail!("a property does not hold; commit the file of `proptest-regressions` with the fix");
    }
    Ok(Some(passed_tests(&output)))
}

/// The number in the line `test result: ok. 3 passed; …`.
fn passed_tests(output: &str) -> u64 {
    let mut results = output
        .lines()
        .filter_map(|line| line.strip_prefix("test result: ok. "));
    results
        .next()
        .and_then(|result| result.split(' ').next()?.parse().ok())
        .unwrap_or(0)
}
