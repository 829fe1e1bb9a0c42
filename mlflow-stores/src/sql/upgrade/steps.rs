//! The revisions of MLflow's layout, in their order, each with the statements that lead to it.

use std::fmt;

/// One revision of MLflow's database layout, as a step from the one before it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The revision that a database has after the step.
    pub revision: &'static str,
    /// What the step does, in a few words.
    pub title: &'static str,
    /// The day the revision was made; MLflow's releases after it have it.
    pub made: &'static str,
    pub(super) script: &'static str,
}

impl fmt::Debug for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Step({} {})", self.revision, self.title)
    }
}

/// The tables of 2019, before the first revision.
pub(super) const BASE: &str = include_str!("steps/00_base.sql");

macro_rules! steps {
    ($($number:literal $revision:literal $made:literal $title:literal)+) => {
        &[$(Step {
            revision: $revision,
            title: $title,
            made: $made,
            script: include_str!(concat!("steps/", $number, "_", $revision, ".sql")),
        }),+]
    };
}

/// All steps from the tables of 2019 to the layout of this program.
pub static STEPS: &[Step] = steps! {
    "01" "451aebb31d03" "2019-04-22" "Add the step of a metric"
    "02" "90e64c465722" "2019-05-29" "Copy users of runs to tags"
    "03" "181f10493468" "2019-07-10" "Tell metric values that are not a number"
    "04" "df50e92ffc5e" "2019-07-15" "Add tags of experiments"
    "05" "7ac759974ad8" "2019-07-30" "Allow longer tags of runs"
    "06" "89d4b8295536" "2019-08-20" "Keep the latest point of each metric"
    "07" "2b4d017a5e9b" "2019-10-14" "Add the model registry"
    "08" "cfd24bdc0731" "2019-10-11" "Allow killed runs"
    "09" "0a8213491aaa" "2020-01-28" "Drop the first rule of run statuses"
    "10" "728d730b5ebd" "2020-06-26" "Add tags of registered models"
    "11" "27a6a02d2cf1" "2020-06-26" "Add tags of model versions"
    "12" "84291f40a231" "2020-07-16" "Add links from model versions to runs"
    "13" "a8c4a736bde6" "2020-12-02" "Allow model versions without a run"
    "14" "39d1c3be5f05" "2021-03-16" "Restrict the mark of metric values that are not a number"
    "15" "c48cb773bb87" "2021-04-02" "Restore the default of that mark"
    "16" "bd07f7e963c5" "2022-03-03" "Index parameters, metrics and tags by run"
    "17" "0c779009ac13" "2022-07-27" "Add the time when a run was deleted"
    "18" "cc1f77228345" "2022-08-04" "Allow parameters of 500 characters"
    "19" "97727af70f4d" "2022-08-26" "Add times of experiments"
    "20" "3500859a5d39" "2023-03-09" "Add aliases of registered models"
    "21" "7f2a7d5fae7d" "2023-03-23" "Add datasets and inputs of runs"
    "22" "2d6e25af4d3e" "2023-09-25" "Allow parameters of 8000 characters"
    "23" "acf3f17fdcc7" "2023-10-23" "Add the storage location of model versions"
    "24" "867495a8f9d4" "2024-04-27" "Add traces"
    "25" "5b0e9adcef9c" "2024-05-22" "Delete tags and metadata with their trace"
    "26" "4465047574b1" "2024-07-09" "Allow longer dataset schemas"
    "27" "f5a4f2784254" "2024-09-18" "Allow tags of runs of 8000 characters"
    "28" "0584bdc529eb" "2024-11-11" "Delete datasets with their experiment"
    "29" "400f98739977" "2025-02-06" "Add logged models"
    "30" "6953534de441" "2025-02-13" "Add steps of inputs"
    "31" "bda7b8c39065" "2025-06-23" "Allow longer tags of model versions"
    "32" "cbc13b556ace" "2025-06-17" "Add previews and client ids of traces"
    "33" "770bee3ae1dd" "2025-06-23" "Add assessments"
    "34" "a1b2c3d4e5f6" "2025-08-03" "Add spans"
    "35" "de4033877273" "2025-07-28" "Add associations between entities"
    "36" "1a0cddfcaa16" "2025-07-07" "Add webhooks"
    "37" "534353b11cbc" "2025-01-27" "Add scorers"
    "38" "71994744cf8e" "2025-08-12" "Add evaluation datasets"
    "39" "3da73c924c2f" "2025-01-16" "Add outputs of dataset records"
    "40" "bf29a5ff90ea" "2025-09-11" "Add jobs"
    "41" "1bd49d398cd23" "2025-11-20" "Add secrets and gateway endpoints"
    "42" "b7c8d9e0f1a2" "2025-12-04" "Add metrics of traces"
    "43" "5d2d30f0abce" "2025-12-16" "Name jobs instead of their functions"
    "44" "c9d4e5f6a7b8" "2025-12-18" "Add routing strategies of endpoints"
    "45" "2c33131f4dae" "2025-01-27" "Add online scoring"
    "46" "d3e4f5a6b7c8" "2026-01-21" "Add display names of endpoint bindings"
    "47" "d0e1f2a3b4c5" "2025-01-13" "Add experiments of endpoints"
    "48" "c8d9e0f1a2b3" "2026-01-27" "Add metrics of spans"
    "49" "1b5f0d9ad7c1" "2026-01-16" "Add workspaces"
    "50" "e1f2a3b4c5d6" "2026-02-24" "Add budget policies"
    "51" "76601a5f987d" "2026-02-26" "Add issues"
    "52" "c3d6457b6d8a" "2026-03-20" "Add status details of jobs"
    "53" "a5b4c3d2e1f0" "2026-03-10" "Index metrics by run, key and step"
    "54" "ae8bbe7743c9" "2026-03-24" "Add guardrails"
    "55" "7d34483879f0" "2026-04-08" "Index registry tags by workspace"
    "56" "da6fb0208061" "2026-04-03" "Add archival of traces"
    "57" "89d3d66ed43f" "2026-05-26" "Add label schemas"
    "58" "b7e4c1a90f23" "2026-06-05" "Add review queues"
    "59" "a8b9c0d1e2f3" "2026-05-11" "Add the registry of MCP servers"
    "60" "c1d2e3f4a5b6" "2026-07-10" "Index spans by start time"
    "61" "c3d9e7f1a2b4" "2026-07-09" "Add targets of budget policies"
    "62" "6f8d9c3b2a1e" "2026-07-09" "Delete traces with their experiment"
    "63" "1971f2d9a75b" "2026-08-09" "Index traces by time"
    "64" "17e22815139b" "2026-08-13" "Allow longer tags of experiments"
    "65" "b7e2c1a4d9f3" "2026-08-13" "Add creators of jobs"
    "66" "75868b020152" "2026-07-22" "Keep names, sessions, tokens and costs beside traces"
    "67" "dc11669786a5" "2026-05-20" "Add leases and progress of jobs"
};

#[cfg(test)]
mod tests {
    use super::STEPS;
    use crate::sql::HEAD_REVISION;

    #[test]
    fn the_last_step_leads_to_the_layout_of_this_program() {
        assert_eq!(STEPS.last().map(|step| step.revision), Some(HEAD_REVISION));
        assert_eq!(STEPS.len(), 67);
    }
}
