import mlflow
from mlflow import MlflowClient

client = MlflowClient()
wine = client.create_experiment("wine", tags={"owner": "ann", "grape": "ü"})
client.delete_experiment(client.create_experiment("gone"))
client.create_experiment('a, "quoted" name', artifact_location="s3://cellar/quoted")
with mlflow.start_run(experiment_id=wine, run_name="first"):
    mlflow.log_params({"lr": 0.1, "depth": 3, "text": 'a, "b"\nnew', "empty": ""})
    for step in range(3):
        mlflow.log_metric("loss", 1.0 / (step + 1), step=step)
    for key, value in {"nan": "nan", "inf": "inf", "ninf": "-inf", "big": 1e20, "small": 1.5e-7, "int": 3}.items():
        mlflow.log_metric(key, float(value))
    mlflow.set_tag("team", "é")
    mlflow.log_text("hello", "notes/hello.txt")
    mlflow.log_text("x", "top.txt")
    source = mlflow.data.dataset_source_registry.resolve_dataset_source("http://host/wine.csv")
    mlflow.log_input(mlflow.data.meta_dataset.MetaDataset(source, name="wine"), context="training")
with mlflow.start_run(experiment_id=wine, run_name="second"):
    mlflow.log_metric("acc", 0.5)
    mlflow.log_param("lr", "0.2")
    with mlflow.start_run(experiment_id=wine, run_name="child", nested=True):
        pass
client.create_run(wine, run_name="still open")
with mlflow.start_run(experiment_id=wine, run_name="dead") as dead:
    pass
client.delete_run(dead.info.run_id)
