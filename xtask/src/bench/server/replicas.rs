//! Two of our servers on one database of PostgreSQL.

use anyhow::Result;

use super::contender::Contender;
use super::load::Load;
use super::round::Round;
use super::settle;
use crate::bench::postgres::Postgres;
use crate::bench::programs::empty_folder;
use crate::servers::Servers;

const DATABASE: &str = "mlflow_bench_servers";
/// Together, for one server or two: a busy one has enough to do.
const CONNECTIONS: usize = 32;

impl Round<'_> {
    /// Measures `log-metric` of one server, then of two, with the same number of connections.
    pub(super) fn two_servers(&mut self, ours: &Contender) -> Result<()> {
        let mut servers = Servers::default();
        let postgres = match servers.postgres() {
            Ok(uri) => Postgres(uri),
            Err(why) => {
                println!("two servers on one database are left out, without PostgreSQL: {why:#}");
                return Ok(());
            }
        };
        let folder = self.folder.join("servers");
        empty_folder(&folder)?;
        let uri = postgres.new_database(DATABASE)?;
        let load = Load {
            connections: CONNECTIONS,
            ..*self.load
        };
        settle();
        let first = ours.start_at(self.programs, &uri, &folder.join("first"))?;
        let one = load.send(self.programs, "log-metric", &[&first.address])?;
        let second = ours.start_at(self.programs, &uri, &folder.join("second"))?;
        let both = load.send(self.programs, "log-metric", &[&first.address, &second.address])?;
        for (item, answer) in [("one_server", one), ("two_servers", both)] {
            answer.ensure_all_answered()?;
            let per_second = answer.number("per_second")?;
            self.samples.add(ours.side, item, per_second);
        }
        drop((first, second));
        postgres.drop_database(DATABASE)
    }
}
