/* A plugin whose behaviour is chosen when it is compiled: what the tests of the border load. */
#include "mlflow_plugin.h"
#include <string.h>

#ifndef MAGIC
#define MAGIC MLFLOW_PLUGIN_MAGIC
#endif
#ifndef ABI
#define ABI MLFLOW_PLUGIN_ABI
#endif
#ifndef LAYOUT
#define LAYOUT MLFLOW_PLUGIN_LAYOUT
#endif
#ifndef SIZE
#define SIZE sizeof(mlflow_plugin_table)
#endif
#ifndef MANIFEST
#define MANIFEST "{\"name\":\"strange\",\"version\":\"1\",\"abi\":1,\"prompt\":true,\"secrets\":[\"STRANGE_SECRET\"]," \
                 "\"offers\":[{\"kind\":\"tracking_store\",\"schemes\":[\"strange\"]}]}"
#endif

static const mlflow_host_table *host;

static mlflow_bytes text(const char *text) {
    mlflow_bytes bytes = {(const uint8_t *)text, strlen(text)};
    return bytes;
}

static int is(mlflow_bytes bytes, const char *name) {
    return bytes.len == strlen(name) && memcmp(bytes.data, name, bytes.len) == 0;
}

static mlflow_bytes describe(void) { return text(MANIFEST); }

static void open(const mlflow_host_table *given, uint64_t call, mlflow_bytes request) {
    (void)request;
    host = given;
    host->opened(host->context, call, (void *)&host);
}

static void tell(void *into, mlflow_bytes bytes) { host->done(host->context, *(uint64_t *)into, MLFLOW_ERROR, bytes); }

static void call(void *instance, uint64_t call, mlflow_bytes operation, mlflow_bytes request, mlflow_bytes context) {
    mlflow_bytes nothing = {NULL, 5};
    (void)instance, (void)request, (void)context;
    if (is(operation, "get_run"))
        host->done(host->context, call, MLFLOW_OK, text("no JSON"));
    else if (is(operation, "get_experiment"))
        host->done(host->context, call, MLFLOW_ERROR, text("\xff\xfe"));
    else if (is(operation, "create_run"))
        host->done(host->context, call, 77, text("{}"));
    else if (is(operation, "delete_run"))
        host->done(host->context, call, MLFLOW_OK, nothing);
    else if (is(operation, "restore_run"))
        host->opened(host->context, call, (void *)&host);
    else if (is(operation, "log_metric")) {
        host->done(host->context, call, MLFLOW_OK, text("{}"));
        host->done(host->context, call, MLFLOW_OK, text("{}"));
        host->done(host->context, call + 1000, MLFLOW_OK, text("{}"));
    } else if (is(operation, "set_tag")) {
        if (!host->secret(host->context, text("STRANGE_SECRET"), tell, &call))
            host->done(host->context, call, MLFLOW_OK, text("{}"));
    } else if (is(operation, "log_param")) {
        uint32_t told = host->secret(host->context, text("HOME"), tell, &call);
        if (!told) host->done(host->context, call, MLFLOW_OK, text("{}"));
    } else
        host->done(host->context, call, MLFLOW_UNKNOWN, text(""));
}

static void cancel(void *instance, uint64_t call) { (void)instance, (void)call; }
static void close(void *instance) { (void)instance; }

static const mlflow_plugin_table table = {MAGIC, ABI, LAYOUT, SIZE, describe, open, call, cancel, close};

const mlflow_plugin_table *mlflow_plugin_v1(void) { return &table; }
