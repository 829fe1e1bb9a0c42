//! Versions of registered models in SQL.

use super::pages::Page;
use super::tables::{ModelVersions as Table, RegisteredModels as Models};
use super::whole::{self, Which};
use super::{SqlRegistryStore, WORKSPACE, aliases, is_collision, lock, rows, sources, tags};
use async_trait::async_trait;
use mlflow_core::clock::now_ms;
use mlflow_core::contract::model_versions::*;
use mlflow_core::entities::{ModelStage, ModelVersion, ModelVersionStatus, ModelVersionTag};
use mlflow_core::validation::{Validate, version_number};
use mlflow_core::{ModelVersions, Result, refusals};
use mlflow_stores::sql::Tx;
use mlflow_stores::sql::search::DELETED;
use sea_query::{Expr, ExprTrait, Query, UpdateStatement};

/// How often a number is tried to be given that another program gives at the same time.
const TRIES: usize = 10;

#[async_trait]
impl ModelVersions for SqlRegistryStore {
    async fn create_model_version(&self, request: CreateModelVersion) -> Result<CreateModelVersionResponse> {
        let request = request.validated()?;
        let mut tries = 1;
        loop {
            let request = request.clone();
            let created = self
                .database
                .write_once(move |tx| Box::pin(create(tx, request)))
                .await;
            match created {
                Err(error) if is_collision(&error) && tries < TRIES => tries += 1,
                created => return answer(created),
            }
        }
    }

    async fn update_model_version(&self, request: UpdateModelVersion) -> Result<UpdateModelVersionResponse> {
        let UpdateModelVersion {
            name,
            version,
            description,
        } = request.validated()?;
        let number = version_number(&version)?;
        let updated = self.database.write_small(move |tx| {
            Box::pin(async move {
                lock::of_version(tx, &name, number).await?;
                let update = update(&name, number, now_ms())
                    .value(Table::Description, description)
                    .to_owned();
                tx.execute(&update).await?;
                read(tx, &name, number).await
            })
        });
        answer(updated.await)
    }

    async fn transition_model_version_stage(
        &self,
        request: TransitionModelVersionStage,
    ) -> Result<TransitionModelVersionStageResponse> {
        let request = request.validated()?;
        let number = version_number(&request.version)?;
        answer(
            self.database
                .write_small(move |tx| Box::pin(transition(tx, request, number)))
                .await,
        )
    }

    async fn delete_model_version(&self, request: DeleteModelVersion) -> Result<DeleteModelVersionResponse> {
        let DeleteModelVersion { name, version } = request.validated()?;
        let number = version_number(&version)?;
        self.database
            .write_once(move |tx| Box::pin(delete(tx, name, number)))
            .await?;
        Ok(DeleteModelVersionResponse {})
    }

    async fn get_model_version(&self, request: GetModelVersion) -> Result<GetModelVersionResponse> {
        let GetModelVersion { name, version } = request.validated()?;
        let number = version_number(&version)?;
        answer(
            self.database
                .read_one(move |tx| Box::pin(async move { read(tx, &name, number).await }))
                .await,
        )
    }

    async fn search_model_versions(
        &self,
        request: SearchModelVersions,
    ) -> Result<SearchModelVersionsResponse> {
        let page = Page::of_versions(request.validated()?, self.database.dialect())?;
        let found = self.database.read(move |tx| {
            Box::pin(async move {
                let mut found = tx.rows(&page.statement, rows::version).await?;
                let next_page_token = page.cut(&mut found);
                tags::read_of_versions(tx, &mut found).await?;
                Ok(SearchModelVersionsResponse {
                    model_versions: found,
                    next_page_token,
                })
            })
        });
        found.await
    }

    async fn get_model_version_download_uri(
        &self,
        request: GetModelVersionDownloadUri,
    ) -> Result<GetModelVersionDownloadUriResponse> {
        let GetModelVersionDownloadUri { name, version } = request.validated()?;
        let number = version_number(&version)?;
        let found = self.database.read(move |tx| {
            Box::pin(async move { sources::storage_location_of_version(tx, &name, number).await })
        });
        Ok(GetModelVersionDownloadUriResponse {
            artifact_uri: found.await?,
        })
    }

    async fn set_model_version_tag(&self, request: SetModelVersionTag) -> Result<SetModelVersionTagResponse> {
        let SetModelVersionTag {
            name,
            version,
            key,
            value,
        } = request.validated()?;
        let number = version_number(&version)?;
        let tag = ModelVersionTag::new(key, value);
        let (same_name, same_tag) = (name.clone(), tag.clone());
        lock::write_one_or(
            &self.database,
            move |tx| {
                Box::pin(async move { tags::write_if_version(tx, &same_name, number, &same_tag).await })
            },
            move |tx| {
                Box::pin(async move {
                    lock::of_version(tx, &name, number).await?;
                    tags::write_of_version(tx, &name, number, &[tag]).await
                })
            },
        )
        .await?;
        Ok(SetModelVersionTagResponse {})
    }

    async fn delete_model_version_tag(
        &self,
        request: DeleteModelVersionTag,
    ) -> Result<DeleteModelVersionTagResponse> {
        let DeleteModelVersionTag { name, version, key } = request.validated()?;
        let number = version_number(&version)?;
        let deleted = self.database.write_small(move |tx| {
            Box::pin(async move {
                lock::of_version(tx, &name, number).await?;
                tags::delete_of_version(tx, &name, number, &key).await
            })
        });
        deleted.await?;
        Ok(DeleteModelVersionTagResponse {})
    }
}

fn answer(version: Result<ModelVersion>) -> Result<CreateModelVersionResponse> {
    version.map(|model_version| CreateModelVersionResponse { model_version })
}

/// Gives the next number; two that create wait for each other.
async fn create(tx: &mut Tx<'_>, request: CreateModelVersion) -> Result<ModelVersion> {
    let name = request.name.as_str();
    let now = now_ms();
    touch_model(tx, name, now).await?;
    let resolved = sources::resolve(tx, &request).await?;
    let last = Query::select()
        .expr(Expr::col(Table::Version).max())
        .from(Table::Table)
        .and_where(Expr::col(Table::Workspace).eq(WORKSPACE))
        .and_where(Expr::col(Table::Name).eq(name))
        .to_owned();
    let last = tx.row(&last, |row| row.optional_integer(0)).await?.flatten();
    let number = last.unwrap_or(0) + 1;
    let insert = Query::insert()
        .into_table(Table::Table)
        .columns([
            Table::Workspace,
            Table::Name,
            Table::Version,
            Table::CreationTime,
            Table::LastUpdatedTime,
            Table::CurrentStage,
            Table::Status,
            Table::Source,
            Table::StorageLocation,
            Table::RunId,
            Table::RunLink,
            Table::Description,
        ])
        .values_panic([
            WORKSPACE.into(),
            name.into(),
            number.into(),
            now.into(),
            now.into(),
            ModelStage::None.as_str().into(),
            ModelVersionStatus::Ready.as_str().into(),
            request.source.as_str().into(),
            resolved.storage_location.into(),
            resolved.run_id.as_str().into(),
            request.run_link.clone().unwrap_or_default().into(),
            request.description.clone().unwrap_or_default().into(),
        ])
        .to_owned();
    tx.execute(&insert).await?;
    if !request.tags.is_empty() {
        tags::write_of_version(tx, name, number, &request.tags).await?;
        return read(tx, name, number).await;
    }
    Ok(ModelVersion {
        name: request.name,
        version: number.to_string(),
        creation_timestamp: Some(now),
        last_updated_timestamp: Some(now),
        current_stage: ModelStage::None.as_str().to_owned(),
        status: ModelVersionStatus::Ready,
        source: Some(request.source),
        run_id: Some(resolved.run_id),
        run_link: Some(request.run_link.unwrap_or_default()),
        description: Some(request.description.unwrap_or_default()),
        ..ModelVersion::default()
    })
}

async fn transition(
    tx: &mut Tx<'_>,
    request: TransitionModelVersionStage,
    number: i64,
) -> Result<ModelVersion> {
    let (name, now) = (request.name.as_str(), now_ms());
    touch(tx, name, now).await?;
    if request.archive_existing_versions {
        let archive = Query::update()
            .table(Table::Table)
            .value(Table::CurrentStage, ModelStage::Archived.as_str())
            .value(Table::LastUpdatedTime, now)
            .and_where(Expr::col(Table::Workspace).eq(WORKSPACE))
            .and_where(Expr::col(Table::Name).eq(name))
            .and_where(Expr::col(Table::Version).ne(number))
            .and_where(Expr::col(Table::CurrentStage).eq(request.stage.as_str()))
            .to_owned();
        tx.execute(&archive).await?;
    }
    let update = update(name, number, now)
        .value(Table::CurrentStage, request.stage.as_str())
        .and_where(rows::exact(tx.dialect(), Table::Name, name))
        .and_where(Expr::col(Table::CurrentStage).ne(DELETED))
        .to_owned();
    if tx.execute(&update).await? == 0 {
        return Err(refusals::model_version_not_found(name, number));
    }
    read(tx, name, number).await
}

/// Deletes a version: the row stays, so that its number is not given again, and holds nothing.
async fn delete(tx: &mut Tx<'_>, name: String, number: i64) -> Result<()> {
    lock::of_version(tx, &name, number).await?;
    let now = now_ms();
    aliases::delete_of_version(tx, &name, number).await?;
    let nothing = || Option::<String>::None;
    let update = update(&name, number, now)
        .value(Table::CurrentStage, DELETED)
        .value(Table::Description, nothing())
        .value(Table::UserId, nothing())
        .value(Table::Source, "REDACTED-SOURCE-PATH")
        .value(Table::RunId, "REDACTED-RUN-ID")
        .value(Table::RunLink, "REDACTED-RUN-LINK")
        .value(Table::StatusMessage, nothing())
        .to_owned();
    tx.execute(&update).await?;
    touch_model(tx, &name, now).await
}

fn update(name: &str, number: i64, now: i64) -> UpdateStatement {
    Query::update()
        .table(Table::Table)
        .value(Table::LastUpdatedTime, now)
        .and_where(Expr::col(Table::Workspace).eq(WORKSPACE))
        .and_where(Expr::col(Table::Name).eq(name))
        .and_where(Expr::col(Table::Version).eq(number))
        .to_owned()
}

/// Writes the time of a model, which locks it, and refuses one that is not there.
async fn touch_model(tx: &mut Tx<'_>, name: &str, now: i64) -> Result<()> {
    match touch(tx, name, now).await? {
        true => Ok(()),
        false => Err(refusals::registered_model_not_found(name)),
    }
}

/// Writes the time of a model, which locks it, and tells whether there is one.
async fn touch(tx: &mut Tx<'_>, name: &str, now: i64) -> Result<bool> {
    let touch = Query::update()
        .table(Models::Table)
        .value(Models::LastUpdatedTime, now)
        .and_where(Expr::col(Models::Workspace).eq(WORKSPACE))
        .and_where(rows::exact(tx.dialect(), Models::Name, name))
        .to_owned();
    Ok(tx.execute(&touch).await? > 0)
}

pub(super) async fn require(tx: &mut Tx<'_>, name: &str, number: i64) -> Result<()> {
    let found = tx
        .row(&rows::select_version(tx.dialect(), name, number), |_| Ok(()))
        .await?;
    found.ok_or_else(|| refusals::model_version_not_found(name, number))
}

/// Reads a live version with its tags and aliases, by one statement.
pub(super) async fn read(tx: &mut Tx<'_>, name: &str, number: i64) -> Result<ModelVersion> {
    let found = whole::read(tx, name, Which::Number(number)).await?.pop();
    found.ok_or_else(|| refusals::model_version_not_found(name, number))
}
