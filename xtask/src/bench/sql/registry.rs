//! Calls of the model registry.

use anyhow::{Context, Result};

use super::Round;
use crate::bench::figure_list::{REGISTRY_CALLS, REGISTRY_ITEMS};
use crate::bench::programs::{collect, option};
use crate::bench::samples::Side;
use crate::command::capture;

const DATABASE: &str = "mlflow_bench_registry";
/// Each has ten versions.
const MODELS: u32 = 200;

impl Round<'_> {
    /// Times the calls of both sides, each in a new database with the same rows.
    pub(super) fn registry(&mut self) -> Result<()> {
        let sides = [
            (Side::Ours, self.programs.ours("registry")),
            (Side::Official, self.programs.official("registry.py")),
        ];
        for (side, mut calls) in sides {
            let mut fill = self.programs.ours("fill-models");
            option(&mut fill, "uri", self.server.new_database(DATABASE)?);
            option(&mut fill, "models", MODELS.to_string());
            capture(&mut fill)?;
            option(&mut calls, "uri", self.server.sqlalchemy_uri_of(DATABASE));
            option(&mut calls, "models", MODELS.to_string());
            option(&mut calls, "calls", self.calls());
            option(&mut calls, "searches", (20 / self.share).to_string());
            collect(&mut calls, side, self.samples)?;
            self.add_mean(side)?;
        }
        let mut bare = self.programs.official("bare_commit.py");
        option(&mut bare, "uri", self.server.sqlalchemy_uri_of(DATABASE));
        option(&mut bare, "calls", self.calls());
        collect(&mut bare, Side::Bare, self.samples)?;
        self.server.drop_database(DATABASE)
    }

    fn calls(&self) -> String {
        (200 / self.share).to_string()
    }

    fn add_mean(&mut self, side: Side) -> Result<()> {
        let mut logarithms = 0.0;
        for item in REGISTRY_ITEMS {
            let seconds = self.samples.of(side, item).last();
            logarithms += seconds.with_context(|| format!("no figure of {item}"))?.ln();
        }
        let mean = (logarithms / REGISTRY_ITEMS.len() as f64).exp();
        self.samples.add(side, REGISTRY_CALLS, mean);
        Ok(())
    }
}
