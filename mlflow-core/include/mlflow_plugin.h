/* The plugin ABI of MLflow for Rust, version 1. docs/plugin-abi.md explains it.
 *
 * A plugin is a shared library with the one symbol mlflow_plugin_v1. Structures only grow at their ends.
 * No memory changes its owner: bytes are borrowed for the length of the call that they are handed to.
 */
#ifndef MLFLOW_PLUGIN_H
#define MLFLOW_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define MLFLOW_PLUGIN_MAGIC 0x50464c4du
#define MLFLOW_PLUGIN_ABI 1u
#define MLFLOW_PLUGIN_LAYOUT UINT64_C(0x0b7f7201ea2e9c84)

/* How a call ended. */
#define MLFLOW_OK 0u      /* the bytes are the answer */
#define MLFLOW_ERROR 1u   /* the bytes are {"error_code": "...", "message": "..."} */
#define MLFLOW_UNKNOWN 2u /* there is no such operation */
#define MLFLOW_PANIC 3u   /* the bytes are a text */

/* Levels of the log. */
#define MLFLOW_LOG_ERROR 1u
#define MLFLOW_LOG_WARNING 2u
#define MLFLOW_LOG_INFO 3u
#define MLFLOW_LOG_DEBUG 4u

typedef struct mlflow_bytes {
    const uint8_t *data; /* anything if len is 0 */
    size_t len;          /* there is no NUL at the end */
} mlflow_bytes;

typedef void (*mlflow_receive)(void *into, mlflow_bytes bytes);

/* What the program offers. It lives as long as the program. */
typedef struct mlflow_host_table {
    uint32_t magic;
    uint32_t abi;
    uint64_t layout;
    size_t size;         /* of this structure, as the program knows it */
    const void *context; /* the first argument of all functions below */
    /* Ends a call, or an open that failed. Any thread may do so, once. */
    void (*done)(const void *context, uint64_t call, uint32_t status, mlflow_bytes answer);
    /* Ends an open that succeeded; instance is the first argument of call, cancel and close. */
    void (*opened)(const void *context, uint64_t call, void *instance);
    void (*log)(const void *context, uint32_t level, mlflow_bytes text);
    /* Calls receive with a setting that the manifest names; returns 1 if it is set, else 0. */
    uint32_t (*setting)(const void *context, mlflow_bytes name, mlflow_receive receive, void *into);
    /* The same for a secret. */
    uint32_t (*secret)(const void *context, mlflow_bytes name, mlflow_receive receive, void *into);
} mlflow_host_table;

/* What the plugin offers. It lives as long as the program. */
typedef struct mlflow_plugin_table {
    uint32_t magic;
    uint32_t abi;
    uint64_t layout;
    size_t size; /* of this structure, as the plugin knows it */
    /* Returns the manifest as JSON, in bytes that live as long as the program. */
    mlflow_bytes (*describe)(void);
    /* Opens a store. Ends with one call of host->opened or host->done. */
    void (*open)(const mlflow_host_table *host, uint64_t call, mlflow_bytes request);
    /* Carries out an operation. Ends with one call of host->done. */
    void (*call)(void *instance, uint64_t call, mlflow_bytes operation, mlflow_bytes request,
                 mlflow_bytes context);
    /* Nobody waits for a call any more. It may be answered or not. */
    void (*cancel)(void *instance, uint64_t call);
    /* Closes a store, on which no further call is made. */
    void (*close)(void *instance);
} mlflow_plugin_table;

#if defined(_WIN32)
__declspec(dllexport)
#elif defined(__GNUC__)
__attribute__((visibility("default")))
#endif
const mlflow_plugin_table *mlflow_plugin_v1(void);

#ifdef __cplusplus
}
#endif

#endif
