//! Database servers for the tests: those that answer, or private ones in a temporary folder.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::command::{capture, is_installed};

/// A kind of server that the tests can use.
struct Server {
    name: &'static str,
    /// The variable that names one to the tests.
    variable: &'static str,
    /// Where one usually is.
    usual: &'static str,
    answers: fn(&str) -> bool,
    start: fn(&Path) -> Result<Private>,
}

const SERVERS: [Server; 2] = [
    Server {
        name: "PostgreSQL",
        variable: "MLFLOW_TEST_POSTGRES_URI",
        usual: "postgresql://postgres@127.0.0.1:5432/postgres",
        answers: postgres_answers,
        start: start_postgres,
    },
    Server {
        name: "MariaDB or MySQL",
        variable: "MLFLOW_TEST_MYSQL_URI",
        usual: "mysql://root@127.0.0.1:3306/mysql",
        answers: mysql_answers,
        start: start_mysql,
    },
];

/// A server that was started for the tests, and ends with them.
struct Private {
    process: Child,
    uri: String,
    _folder: tempfile::TempDir,
}

impl Drop for Private {
    fn drop(&mut self) {
        // The data are thrown away, so that an orderly end would only take time.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The servers that a run of the tests uses.
#[derive(Default)]
pub(crate) struct Servers {
    private: Vec<Private>,
    missing: Vec<String>,
}

impl Servers {
    /// Tells a run of the tests where the servers are; private ones are started where the programs are installed.
    pub(crate) fn offer(cargo: &mut Command) -> Self {
        let mut servers = Servers::default();
        for server in &SERVERS {
            match servers.find(server) {
                Ok(uri) => _ = cargo.env(server.variable, uri),
                Err(why) => {
                    cargo.env_remove(server.variable);
                    servers.missing.push(format!("{} ({why:#})", server.name));
                }
            }
        }
        servers
    }

    /// Returns the URI of a PostgreSQL server.
    pub(crate) fn postgres(&mut self) -> Result<String> {
        self.find(&SERVERS[0])
    }

    /// Says which tests are left out, and why.
    pub(crate) fn left_out(&self) -> Option<String> {
        if self.missing.is_empty() {
            return None;
        }
        Some(format!(
            "tests of databases left out, without {}",
            self.missing.join(" and ")
        ))
    }

    fn find(&mut self, server: &Server) -> Result<String> {
        if let Ok(given) = std::env::var(server.variable) {
            return Ok(given);
        }
        if (server.answers)(server.usual) {
            return Ok(server.usual.to_owned());
        }
        let folder = std::env::temp_dir();
        let started = (server.start)(&folder)?;
        let until = Instant::now() + Duration::from_secs(60);
        while !(server.answers)(&started.uri) {
            if Instant::now() > until {
                bail!("a private server does not answer");
            }
            std::thread::sleep(Duration::from_millis(200));
        }
        println!("started a private {} for the tests", server.name);
        let uri = started.uri.clone();
        self.private.push(started);
        Ok(uri)
    }
}

fn postgres_answers(uri: &str) -> bool {
    let mut psql = Command::new("psql");
    psql.env("PGCONNECT_TIMEOUT", "3")
        .args([uri, "-Atqc", "SELECT 1"]);
    capture(&mut psql).is_ok()
}

fn mysql_answers(uri: &str) -> bool {
    let address = uri.rsplit('@').next().and_then(|rest| rest.split('/').next());
    let (host, port) = address
        .and_then(|a| a.split_once(':'))
        .unwrap_or(("127.0.0.1", "3306"));
    let client = if is_installed("mariadb") {
        "mariadb"
    } else {
        "mysql"
    };
    let mut mysql = Command::new(client);
    mysql.args([
        "--connect-timeout=3",
        "-uroot",
        "-h",
        host,
        "-P",
        port,
        "-e",
        "SELECT 1",
    ]);
    capture(&mut mysql).is_ok()
}

fn start_postgres(parent: &Path) -> Result<Private> {
    let programs = postgres_programs().context("it is not installed")?;
    let folder = tempfile::Builder::new()
        .prefix("mlflow-postgres-")
        .tempdir_in(parent)?;
    let data = folder.path().join("data");
    let as_user = owner(folder.path(), "postgres")?;
    let port = free_port()?.to_string();
    let mut initdb = command(as_user, &programs.join("initdb"));
    initdb.arg("-D").arg(&data);
    initdb.args(["-U", "postgres", "-A", "trust", "--locale=C.UTF-8", "--no-sync"]);
    capture(&mut initdb)?;
    let mut postgres = command(as_user, &programs.join("postgres"));
    postgres
        .arg("-D")
        .arg(&data)
        .args(["-p", &port, "-h", "127.0.0.1", "-k"])
        .arg(folder.path());
    Ok(Private {
        process: in_background(&mut postgres)?,
        uri: format!("postgresql://postgres@127.0.0.1:{port}/postgres"),
        _folder: folder,
    })
}

fn start_mysql(parent: &Path) -> Result<Private> {
    let folder = tempfile::Builder::new()
        .prefix("mlflow-mariadb-")
        .tempdir_in(parent)?;
    let data = folder.path().join("data");
    let as_user = owner(folder.path(), "mysql")?;
    let port = free_port()?.to_string();
    let mut install = command(as_user, Path::new("mariadb-install-db"));
    install.arg(format!("--datadir={}", data.display()));
    install.args(["--auth-root-authentication-method=normal", "--skip-test-db"]);
    capture(&mut install).context("it is not installed")?;
    let mut mariadbd = command(as_user, Path::new("mariadbd"));
    mariadbd
        .arg("--no-defaults")
        .arg(format!("--datadir={}", data.display()))
        .arg(format!("--socket={}", folder.path().join("socket").display()))
        .args(["--bind-address=127.0.0.1", "--port", &port]);
    Ok(Private {
        process: in_background(&mut mariadbd)?,
        uri: format!("mysql://root@127.0.0.1:{port}/mysql"),
        _folder: folder,
    })
}

/// Where PostgreSQL's own programs are, which Debian keeps out of the path.
fn postgres_programs() -> Option<PathBuf> {
    if let Ok(folder) = capture(Command::new("pg_config").arg("--bindir")) {
        let folder = PathBuf::from(folder.trim());
        if folder.join("postgres").exists() {
            return Some(folder);
        }
    }
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let folders = versions.filter_map(|version| Some(version.ok()?.path().join("bin")));
    folders.filter(|bin| bin.join("postgres").exists()).max()
}

/// Servers refuse to run as root: gives their folder to their user, and returns that user.
fn owner(folder: &Path, user: &'static str) -> Result<Option<&'static str>> {
    if capture(Command::new("id").arg("-u"))?.trim() != "0" {
        return Ok(None);
    }
    capture(Command::new("chown").arg(user).arg(folder))?;
    Ok(Some(user))
}

fn command(as_user: Option<&str>, program: &Path) -> Command {
    match as_user {
        None => Command::new(program),
        Some(user) => {
            let mut runuser = Command::new("setpriv");
            runuser
                .args(["--reuid", user, "--regid", user, "--init-groups", "--"])
                .arg(program);
            runuser
        }
    }
}

fn in_background(command: &mut Command) -> Result<Child> {
    let silent = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    silent.spawn().context("it cannot be started")
}

/// A port that nobody listens at now.
pub(crate) fn free_port() -> Result<u16> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    Ok(listener.local_addr()?.port())
}
