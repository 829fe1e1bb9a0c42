//! The tables and columns that statements name.

use sea_query::Iden;

macro_rules! tables {
    ($( $(#[$doc:meta])* $Table:ident { $($Column:ident),+ } )+) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Iden)]
        pub(crate) enum $Table { Table, $($Column),+ }
    )+ };
}

tables! {
    Experiments { ExperimentId, Name, ArtifactLocation, LifecycleStage, CreationTime, LastUpdateTime, Workspace }
    ExperimentTags { Key, Value, ExperimentId }
    Runs {
        RunUuid, Name, SourceType, SourceName, EntryPointName, UserId, Status, StartTime, EndTime, SourceVersion,
        LifecycleStage, ArtifactUri, ExperimentId, DeletedTime
    }
    Metrics { Key, Value, Timestamp, RunUuid, Step, IsNan }
    LatestMetrics { Key, Value, Timestamp, RunUuid, Step, IsNan }
    Params { Key, Value, RunUuid }
    Tags { Key, Value, RunUuid }
    Datasets {
        DatasetUuid, ExperimentId, Name, Digest, DatasetSourceType, DatasetSource, DatasetSchema, DatasetProfile
    }
    Inputs { InputUuid, SourceType, SourceId, DestinationType, DestinationId, Step }
    InputTags { InputUuid, Name, Value }
    LoggedModelMetrics {
        ModelId, MetricName, MetricTimestampMs, MetricStep, MetricValue, ExperimentId, RunId, DatasetName,
        DatasetDigest
    }
    LoggedModels {
        ModelId, ExperimentId, Name, ArtifactLocation, CreationTimestampMs, LastUpdatedTimestampMs, Status,
        LifecycleStage, ModelType, SourceRunId, StatusMessage
    }
    LoggedModelParams { ModelId, ExperimentId, ParamKey, ParamValue }
    LoggedModelTags { ModelId, ExperimentId, TagKey, TagValue }
    Assessments { AssessmentMetadata }
}
