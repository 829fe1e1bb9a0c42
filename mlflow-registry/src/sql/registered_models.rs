//! Registered models in SQL.

use super::latest::{self, InOrderOf};
use super::pages::Page;
use super::tables::{ModelVersions as Versions, RegisteredModels as Table};
use super::whole::{self, Which};
use super::{SqlRegistryStore, WORKSPACE, aliases, is_collision, lock, model_versions, rows, tags};
use async_trait::async_trait;
use mlflow_core::clock::now_ms;
use mlflow_core::contract::model_versions::CreateModelVersionResponse;
use mlflow_core::contract::registered_models::*;
use mlflow_core::entities::{ModelVersion, RegisteredModel, RegisteredModelTag};
use mlflow_core::validation::{Validate, version_number};
use mlflow_core::{Error, RegisteredModels, Result, prompt_tags, refusals};
use mlflow_stores::sql::Tx;
use sea_query::{Expr, ExprTrait, OnConflict, Query};

#[async_trait]
impl RegisteredModels for SqlRegistryStore {
    async fn create_registered_model(
        &self,
        request: CreateRegisteredModel,
    ) -> Result<CreateRegisteredModelResponse> {
        let request = request.validated()?;
        let (name, for_a_prompt) = (request.name.clone(), marks_prompt(&request.tags));
        let created = self
            .database
            .write_once(move |tx| Box::pin(create(tx, request)))
            .await;
        answer(created.map_err(|error| match is_collision(&error) {
            true => refusals::registered_model_name_taken(&name, for_a_prompt, for_a_prompt),
            false => error,
        }))
    }

    async fn rename_registered_model(
        &self,
        request: RenameRegisteredModel,
    ) -> Result<RenameRegisteredModelResponse> {
        let RenameRegisteredModel { name, new_name } = request.validated()?;
        let taken = refusals::registered_model_renamed_to_taken(&name, &new_name);
        let renamed = self
            .database
            .write_once(move |tx| Box::pin(rename(tx, name, new_name)))
            .await;
        answer(renamed.map_err(|error| if is_collision(&error) { taken } else { error }))
    }

    async fn update_registered_model(
        &self,
        request: UpdateRegisteredModel,
    ) -> Result<UpdateRegisteredModelResponse> {
        let UpdateRegisteredModel { name, description } = request.validated()?;
        answer(
            self.database
                .write_small(move |tx| Box::pin(describe(tx, name, description)))
                .await,
        )
    }

    async fn delete_registered_model(
        &self,
        request: DeleteRegisteredModel,
    ) -> Result<DeleteRegisteredModelResponse> {
        let name = request.validated()?.name;
        self.database
            .write_once(move |tx| Box::pin(delete(tx, name)))
            .await?;
        Ok(DeleteRegisteredModelResponse {})
    }

    async fn get_registered_model(&self, request: GetRegisteredModel) -> Result<GetRegisteredModelResponse> {
        let name = request.validated()?.name;
        answer(
            self.database
                .read(move |tx| Box::pin(async move { read(tx, &name).await }))
                .await,
        )
    }

    async fn search_registered_models(
        &self,
        request: SearchRegisteredModels,
    ) -> Result<SearchRegisteredModelsResponse> {
        let page = Page::of_models(request.validated()?, self.database.dialect())?;
        let found = self.database.read(move |tx| {
            Box::pin(async move {
                let mut found = tx.rows(&page.statement, rows::model).await?;
                let next_page_token = page.cut(&mut found);
                complete(tx, &mut found, InOrderOf::Stage).await?;
                Ok(SearchRegisteredModelsResponse {
                    registered_models: found,
                    next_page_token,
                })
            })
        });
        found.await
    }

    async fn get_latest_versions(&self, request: GetLatestVersions) -> Result<GetLatestVersionsResponse> {
        let GetLatestVersions { name, stages } = request.validated()?;
        let same_name = name.clone();
        let mut versions = self
            .database
            .read_one(move |tx| Box::pin(async move { whole::latest(tx, &same_name).await }))
            .await?;
        if versions.is_empty() {
            self.database
                .read_one(move |tx| Box::pin(async move { require(tx, &name).await }))
                .await?;
        }
        versions.retain(|version| stages.contains(&version.current_stage));
        Ok(GetLatestVersionsResponse {
            model_versions: versions,
        })
    }

    async fn set_registered_model_tag(
        &self,
        request: SetRegisteredModelTag,
    ) -> Result<SetRegisteredModelTagResponse> {
        let SetRegisteredModelTag { name, key, value } = request.validated()?;
        let tag = RegisteredModelTag::new(key, value);
        let (same_name, same_tag) = (name.clone(), tag.clone());
        lock::write_one_or(
            &self.database,
            move |tx| Box::pin(async move { tags::write_if_model(tx, &same_name, &same_tag).await }),
            move |tx| {
                Box::pin(async move {
                    lock::model(tx, &name).await?;
                    tags::write_of_model(tx, &name, &[tag]).await
                })
            },
        )
        .await?;
        Ok(SetRegisteredModelTagResponse {})
    }

    async fn delete_registered_model_tag(
        &self,
        request: DeleteRegisteredModelTag,
    ) -> Result<DeleteRegisteredModelTagResponse> {
        let DeleteRegisteredModelTag { name, key } = request.validated()?;
        let deleted = self.database.write_small(move |tx| {
            Box::pin(async move {
                lock::model(tx, &name).await?;
                tags::delete_one_of_model(tx, &name, &key).await
            })
        });
        deleted.await?;
        Ok(DeleteRegisteredModelTagResponse {})
    }

    async fn set_registered_model_alias(
        &self,
        request: SetRegisteredModelAlias,
    ) -> Result<SetRegisteredModelAliasResponse> {
        let SetRegisteredModelAlias { name, alias, version } = request.validated()?;
        let number = version_number(&version)?;
        let (same_name, same_alias) = (name.clone(), alias.clone());
        lock::write_one_or(
            &self.database,
            move |tx| {
                Box::pin(async move { aliases::set_if_there(tx, &same_name, &same_alias, number).await })
            },
            move |tx| {
                Box::pin(async move {
                    lock::of_version(tx, &name, number).await?;
                    aliases::set(tx, &name, &alias, number).await
                })
            },
        )
        .await?;
        Ok(SetRegisteredModelAliasResponse {})
    }

    async fn delete_registered_model_alias(
        &self,
        request: DeleteRegisteredModelAlias,
    ) -> Result<DeleteRegisteredModelAliasResponse> {
        let DeleteRegisteredModelAlias { name, alias } = request.validated()?;
        let deleted = self.database.write_small(move |tx| {
            Box::pin(async move {
                lock::model(tx, &name).await?;
                aliases::delete(tx, &name, &alias).await
            })
        });
        deleted.await?;
        Ok(DeleteRegisteredModelAliasResponse {})
    }

    async fn get_model_version_by_alias(
        &self,
        request: GetModelVersionByAlias,
    ) -> Result<GetModelVersionByAliasResponse> {
        let GetModelVersionByAlias { name, alias } = request.validated()?;
        let (same_name, same_alias) = (name.clone(), alias.clone());
        let found = self
            .database
            .read_one(move |tx| Box::pin(async move { of_alias(tx, &same_name, &same_alias).await }));
        if let Some(model_version) = found.await? {
            return Ok(CreateModelVersionResponse { model_version });
        }
        let found = self.database.read(move |tx| {
            Box::pin(async move {
                let number = number_of_alias(tx, &name, &alias).await?;
                model_versions::read(tx, &name, number).await
            })
        });
        Ok(CreateModelVersionResponse {
            model_version: found.await?,
        })
    }
}

fn answer(model: Result<RegisteredModel>) -> Result<CreateRegisteredModelResponse> {
    model.map(|registered_model| CreateRegisteredModelResponse { registered_model })
}

async fn create(tx: &mut Tx<'_>, request: CreateRegisteredModel) -> Result<RegisteredModel> {
    let CreateRegisteredModel {
        name,
        tags,
        description,
    } = request;
    let now = now_ms();
    let description = description.unwrap_or_default();
    let insert = Query::insert()
        .into_table(Table::Table)
        .columns([
            Table::Workspace,
            Table::Name,
            Table::CreationTime,
            Table::LastUpdatedTime,
            Table::Description,
        ])
        .values_panic([
            WORKSPACE.into(),
            name.as_str().into(),
            now.into(),
            now.into(),
            description.as_str().into(),
        ])
        .on_conflict(
            OnConflict::columns([Table::Workspace, Table::Name])
                .do_nothing()
                .to_owned(),
        )
        .to_owned();
    if tx.execute(&insert).await? == 0 {
        return Err(taken(tx, &name, marks_prompt(&tags)).await?);
    }
    if !tags.is_empty() {
        tags::write_of_model(tx, &name, &tags).await?;
        return read(tx, &name).await;
    }
    Ok(RegisteredModel {
        name,
        creation_timestamp: Some(now),
        last_updated_timestamp: Some(now),
        description,
        ..RegisteredModel::default()
    })
}

/// Says which model has the name.
async fn taken(tx: &mut Tx<'_>, name: &str, for_a_prompt: bool) -> Result<Error> {
    let found = tx.row(&rows::select_alike(name), rows::model).await?;
    let Some(model) = found else {
        // It was renamed or deleted meanwhile.
        return Ok(refusals::registered_model_name_taken(
            name,
            for_a_prompt,
            for_a_prompt,
        ));
    };
    let mut models = [model];
    tags::read_of_models(tx, &mut models).await?;
    let [model] = models;
    Ok(refusals::registered_model_name_taken(
        &model.name,
        model.is_prompt(),
        for_a_prompt,
    ))
}

/// Renames a model; the database takes versions, tags and aliases along. A name that the database takes for the old
/// one is free.
async fn rename(tx: &mut Tx<'_>, name: String, new_name: String) -> Result<RegisteredModel> {
    lock::model(tx, &name).await?;
    let alike = tx
        .row(&rows::select_alike(&new_name), |row| row.string(0))
        .await?;
    if let Some(taken) = alike.filter(|taken| *taken != name) {
        return Err(refusals::registered_model_renamed_to_taken(&name, &taken));
    }
    let now = now_ms();
    let update = Query::update()
        .table(Table::Table)
        .value(Table::Name, new_name.as_str())
        .value(Table::LastUpdatedTime, now)
        .and_where(Expr::col(Table::Workspace).eq(WORKSPACE))
        .and_where(Expr::col(Table::Name).eq(name))
        .to_owned();
    tx.execute(&update).await?;
    let versions = Query::update()
        .table(Versions::Table)
        .value(Versions::LastUpdatedTime, now)
        .and_where(Expr::col(Versions::Workspace).eq(WORKSPACE))
        .and_where(Expr::col(Versions::Name).eq(new_name.as_str()))
        .to_owned();
    tx.execute(&versions).await?;
    read(tx, &new_name).await
}

async fn describe(tx: &mut Tx<'_>, name: String, description: Option<String>) -> Result<RegisteredModel> {
    lock::model(tx, &name).await?;
    let update = Query::update()
        .table(Table::Table)
        .value(Table::Description, description.unwrap_or_default())
        .value(Table::LastUpdatedTime, now_ms())
        .and_where(Expr::col(Table::Workspace).eq(WORKSPACE))
        .and_where(Expr::col(Table::Name).eq(name.as_str()))
        .to_owned();
    tx.execute(&update).await?;
    read(tx, &name).await
}

async fn delete(tx: &mut Tx<'_>, name: String) -> Result<()> {
    lock::model(tx, &name).await?;
    aliases::delete_all(tx, &name).await?;
    tags::delete_of_versions(tx, &name).await?;
    let versions = Query::delete()
        .from_table(Versions::Table)
        .and_where(Expr::col(Versions::Workspace).eq(WORKSPACE))
        .and_where(Expr::col(Versions::Name).eq(name.as_str()))
        .to_owned();
    tx.execute(&versions).await?;
    tags::delete_of_model(tx, &name).await?;
    let model = Query::delete()
        .from_table(Table::Table)
        .and_where(Expr::col(Table::Workspace).eq(WORKSPACE))
        .and_where(Expr::col(Table::Name).eq(name.as_str()))
        .to_owned();
    tx.execute(&model).await.map(drop)
}

async fn read(tx: &mut Tx<'_>, name: &str) -> Result<RegisteredModel> {
    let model = tx
        .row(&rows::select_model(tx.dialect(), name), rows::model)
        .await?;
    let mut models = vec![model.ok_or_else(|| refusals::registered_model_not_found(name))?];
    complete(tx, &mut models, InOrderOf::FirstOfStage).await?;
    Ok(models.pop().unwrap_or_default())
}

/// Reads what belongs to models and stands in other tables.
async fn complete(tx: &mut Tx<'_>, models: &mut [RegisteredModel], order: InOrderOf) -> Result<()> {
    tags::read_of_models(tx, models).await?;
    aliases::read_of_models(tx, models).await?;
    latest::read(tx, models, order).await
}

/// Refuses a model that is not there.
async fn require(tx: &mut Tx<'_>, name: &str) -> Result<()> {
    let model = tx
        .row(&rows::select_model(tx.dialect(), name), |_| Ok(()))
        .await?;
    model.ok_or_else(|| refusals::registered_model_not_found(name))
}

/// Reads the latest version of each stage of a model, by number.
pub(super) async fn latest_versions(tx: &mut Tx<'_>, name: &str) -> Result<Vec<ModelVersion>> {
    require(tx, name).await?;
    whole::read(tx, name, Which::Latest).await
}

/// Reads the version that an alias points to, by one statement; `latest` always is the one with the highest number.
async fn of_alias(tx: &mut Tx<'_>, name: &str, alias: &str) -> Result<Option<ModelVersion>> {
    let which = match is_latest(alias) {
        true => Which::Latest,
        false => Which::OfAlias(alias),
    };
    Ok(whole::read(tx, name, which).await?.pop())
}

fn is_latest(alias: &str) -> bool {
    alias.eq_ignore_ascii_case("latest")
}

/// Finds the number of the version that an alias points to, or says what is missing.
pub(super) async fn number_of_alias(tx: &mut Tx<'_>, name: &str, alias: &str) -> Result<i64> {
    if is_latest(alias) {
        let latest = latest_versions(tx, name).await?.pop();
        return latest
            .map(|version| version.number())
            .ok_or_else(|| refusals::latest_version_not_found(name));
    }
    require(tx, name).await?;
    let number = aliases::version_of(tx, name, alias).await?;
    number.ok_or_else(|| refusals::alias_not_found(alias))
}

fn marks_prompt(tags: &[RegisteredModelTag]) -> bool {
    let mut tags = tags.iter().rev();
    tags.find(|tag| tag.key == prompt_tags::IS_PROMPT)
        .is_some_and(|tag| tag.value.eq_ignore_ascii_case("true"))
}
