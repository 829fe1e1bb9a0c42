//! The tables and columns that statements name.

use sea_query::Iden;

macro_rules! tables {
    ($( $Table:ident { $($Column:ident),+ } )+) => { $(
        #[derive(Clone, Copy, Iden)]
        pub(super) enum $Table { Table, $($Column),+ }
    )+ };
}

tables! {
    RegisteredModels { Workspace, Name, CreationTime, LastUpdatedTime, Description }
    RegisteredModelTags { Workspace, Name, Key, Value }
    RegisteredModelAliases { Workspace, Name, Alias, Version }
    ModelVersions {
        Workspace, Name, Version, CreationTime, LastUpdatedTime, Description, UserId, CurrentStage, Source,
        StorageLocation, RunId, RunLink, Status, StatusMessage
    }
    ModelVersionTags { Workspace, Name, Version, Key, Value }
    Webhooks {
        Workspace, WebhookId, Name, Description, Url, Status, Secret, CreationTimestamp, LastUpdatedTimestamp,
        DeletedTimestamp
    }
    WebhookEvents { WebhookId, Entity, Action }
    LoggedModels { ModelId, ArtifactLocation, SourceRunId, LifecycleStage }
}
