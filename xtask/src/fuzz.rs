//! `cargo xtask fuzz`: the property tests, over and over, with new random input each time.

mod binaries;

use std::process::{Child, ExitStatus, Stdio};
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

/// Property tests start with this many cases, as proptest does by itself.
const FIRST_CASES: u64 = 256;

/// A pass that takes this much longer than expected hangs, which is a finding too.
const PATIENCE: Duration = Duration::from_secs(300);

/// Runs passes as long as one more fits into the time, with twice the cases while that leaves time for others.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let binaries = binaries::build(workspace, options.package.as_deref())?;
    let deadline = Instant::now() + Duration::from_secs(options.seconds);
    let (mut cases, mut tried, mut passes) = (FIRST_CASES, 0, 0);
    let mut expected = Duration::ZERO;
    loop {
        let started = Instant::now();
        let give_up = started + expected * 10 + PATIENCE;
        let tests = run_pass(workspace, &binaries, cases, give_up)?;
        ensure!(
            tests > 0,
            "no test has `{NAME_PART}` in its name, so there is nothing to search with"
        );
        expected = started.elapsed();
        println!(
            "{tests} tests with {cases} cases each: nothing found in {:.1} s",
            expected.as_secs_f64()
        );
        passes += 1;
        tried += tests * cases;
        let left = deadline.saturating_duration_since(Instant::now());
        if expected * 4 < left {
            cases *= 2;
            expected *= 2;
        }
        if expected > left {
            break;
        }
    }
    println!("nothing found: {passes} passes, {tried} random cases");
    Ok(())
}

/// Runs all property tests once and counts them.
fn run_pass(workspace: &Workspace, binaries: &[TestBinary], cases: u64, give_up: Instant) -> Result<u64> {
    binaries
        .iter()
        .map(|binary| run_binary(workspace, binary, cases, give_up))
        .sum()
}

fn run_binary(workspace: &Workspace, binary: &TestBinary, cases: u64, give_up: Instant) -> Result<u64> {
    let log = workspace.target.join("fuzz.log");
    let file = std::fs::File::create(&log).with_context(|| format!("cannot write {}", log.display()))?;
    let mut tests = binary.command();
    tests
        .arg(NAME_PART)
        .env("PROPTEST_CASES", cases.to_string())
        .env("PROPTEST_MAX_SHRINK_ITERS", "100000");
    tests.stdin(Stdio::null()).stdout(file).stderr(Stdio::null());
    let mut child = tests.spawn().with_context(|| format!("cannot start {tests:?}"))?;
    let status = wait(&mut child, give_up)?;
    let output = std::fs::read_to_string(&log).with_context(|| format!("cannot read {}", log.display()))?;
    match status {
        Some(status) if status.success() => return Ok(passed_tests(&output)),
        Some(_) => println!("{output}\ncommit the new file in `proptest-regressions` together with the fix"),
        None => println!("{output}\nno end in sight: one of the tests without a result above hangs"),
    }
    bail!("a property does not hold")
}

/// Waits for the end of a program; `None` means that it was stopped because the time was over.
fn wait(child: &mut Child, give_up: Instant) -> Result<Option<ExitStatus>> {
    while Instant::now() < give_up {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    child
        .kill()
        .and_then(|()| child.wait())
        .context("cannot stop the tests")?;
    Ok(None)
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

#[cfg(test)]
mod tests {
    use super::passed_tests;

    #[test]
    fn counts_only_what_passed() {
        let output = "running 2 tests\n\ntest result: ok. 2 passed; 0 failed; 0 ignored\n";
        assert_eq!(passed_tests(output), 2);
        assert_eq!(passed_tests("test result: FAILED. 1 passed; 1 failed"), 0);
    }
}
