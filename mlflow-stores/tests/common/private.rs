//! A database server of a test's own, which it may configure, kill and start again.
//!
//! Without the server's programs the tests have nothing to do, and say so.

#![allow(dead_code, reason = "each test program uses its part")]

use super::program::program;
use super::servers::{Admin, Engine};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A server in a temporary folder, and the process that it runs in.
pub(crate) struct Private {
    pub(crate) engine: Engine,
    pub(crate) port: u16,
    program: PathBuf,
    options: Vec<String>,
    process: Option<Child>,
    folder: tempfile::TempDir,
}

impl Private {
    /// Makes the files of a server, or says that this machine has none to make.
    pub(crate) fn make(engine: Engine) -> Option<Self> {
        let (installer, server) = match engine {
            Engine::Postgres => ("initdb", "postgres"),
            Engine::MySql => ("mariadb-install-db", "mariadbd"),
        };
        let (Some(installer), Some(program)) = (program(installer), program(server)) else {
            println!("left out: {installer} and {server} are not installed");
            return None;
        };
        let folder = tempfile::Builder::new()
            .prefix("mlflow-server-")
            .tempdir()
            .unwrap();
        give(engine, folder.path());
        let data = folder.path().join("data");
        let mut make = match engine {
            Engine::Postgres => {
                let mut initdb = as_owner(engine, &installer);
                initdb.args([
                    "-U",
                    "postgres",
                    "-A",
                    "trust",
                    "--locale=C.UTF-8",
                    "--no-sync",
                    "-D",
                ]);
                initdb.arg(&data);
                initdb
            }
            Engine::MySql => {
                let mut install = as_owner(engine, &installer);
                install.arg("--no-defaults");
                install.arg(format!("--datadir={}", data.display()));
                install.args(["--auth-root-authentication-method=normal", "--skip-test-db"]);
                install
            }
        };
        let made = make.current_dir(folder.path()).output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        Some(Private {
            engine,
            port: listener.local_addr().unwrap().port(),
            program,
            options: Vec::new(),
            process: None,
            folder,
        })
    }

    /// Makes a server and starts it.
    pub(crate) async fn started(engine: Engine) -> Option<Self> {
        let mut server = Private::make(engine)?;
        server.start().await;
        Some(server)
    }

    /// Returns the folder of the server, where its user may read.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Adds an option to the server's command line.
    pub(crate) fn option(&mut self, option: impl Into<String>) {
        self.options.push(option.into());
    }

    /// Hands a file in the folder over to the server's user.
    pub(crate) fn give(&self, path: &Path) {
        give(self.engine, path);
    }

    /// Returns the URI of a database for the administrator, who needs no password.
    pub(crate) fn uri(&self, database: &str) -> String {
        let (scheme, user) = match self.engine {
            Engine::Postgres => ("postgresql", "postgres"),
            Engine::MySql => ("mysql", "root"),
        };
        format!("{scheme}://{user}@127.0.0.1:{}/{database}", self.port)
    }

    /// Makes a database, and returns its URI.
    pub(crate) async fn database(&self, name: &str) -> String {
        let mut admin = Admin::connect(self.engine, &self.uri(self.first_database())).await;
        admin.run(&format!("CREATE DATABASE {name}")).await;
        self.uri(name)
    }

    /// Starts the server, and waits until it takes connections.
    pub(crate) async fn start(&mut self) {
        let until = Instant::now() + Duration::from_secs(60);
        self.process = Some(self.spawn());
        while !self.answers().await {
            assert!(Instant::now() < until, "a server does not start: {}", self.log());
            // What a killed server has left behind may keep the next one from starting for a moment.
            if self.process.as_mut().unwrap().try_wait().unwrap().is_some() {
                self.process = Some(self.spawn());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Ends the server at once, as a power cut of its container would.
    pub(crate) fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().unwrap();
            process.wait().unwrap();
        }
    }

    async fn answers(&self) -> bool {
        let uri = self.uri(self.first_database());
        Admin::try_connect(self.engine, &uri).await.is_some()
    }

    fn first_database(&self) -> &'static str {
        match self.engine {
            Engine::Postgres => "postgres",
            Engine::MySql => "mysql",
        }
    }

    fn spawn(&self) -> Child {
        let data = self.folder().join("data");
        let port = self.port.to_string();
        let mut server = match self.engine {
            Engine::Postgres => {
                let mut postgres = as_owner(self.engine, &self.program);
                postgres.arg("-D").arg(&data);
                postgres
                    .args(["-p", &port, "-h", "127.0.0.1", "-k"])
                    .arg(self.folder());
                // The machine goes on when a process is killed, so that nothing has to reach the disk.
                postgres.args(["-c", "fsync=off"]);
                postgres
            }
            Engine::MySql => {
                let mut mariadbd = as_owner(self.engine, &self.program);
                mariadbd.arg("--no-defaults");
                mariadbd.arg(format!("--datadir={}", data.display()));
                mariadbd.arg(format!("--socket={}", self.folder().join("socket").display()));
                mariadbd.args(["--bind-address=127.0.0.1", "--port", &port]);
                mariadbd
            }
        };
        let log = std::fs::File::options()
            .create(true)
            .append(true)
            .open(self.log_file())
            .unwrap();
        server
            .args(&self.options)
            .current_dir(self.folder())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap()
    }

    fn log_file(&self) -> PathBuf {
        self.folder().join("log")
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.log_file()).unwrap_or_default()
    }
}

impl Drop for Private {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Servers refuse to run as root, and run as their own user then.
fn owner(engine: Engine) -> Option<&'static str> {
    let id = Command::new("id").arg("-u").output().unwrap();
    let user = match engine {
        Engine::Postgres => "postgres",
        Engine::MySql => "mysql",
    };
    (id.stdout.trim_ascii() == b"0").then_some(user)
}

fn give(engine: Engine, path: &Path) {
    if let Some(user) = owner(engine) {
        let given = Command::new("chown")
            .arg("-R")
            .arg(user)
            .arg(path)
            .status()
            .unwrap();
        assert!(given.success());
    }
}

fn as_owner(engine: Engine, program: &Path) -> Command {
    match owner(engine) {
        None => Command::new(program),
        Some(user) => {
            let mut setpriv = Command::new("setpriv");
            setpriv.args(["--reuid", user, "--regid", user, "--init-groups", "--"]);
            setpriv.arg(program);
            setpriv
        }
    }
}
