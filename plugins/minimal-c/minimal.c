/* A plugin of MLflow for Rust in C: runs of one experiment in memory, at `minimal://anything`.
 *
 *     cc -shared -fPIC -O2 -I ../../mlflow-core/include -o libminimal.so minimal.c -lpthread
 *
 * Values stay the JSON that they came as, so that nothing is lost between a request and an answer.
 */
#include "mlflow_plugin.h"
#include <ctype.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char MANIFEST[] = "{\"name\":\"minimal\",\"version\":\"0.1.0\",\"abi\":1,\"prompt\":true,"
                               "\"offers\":[{\"kind\":\"tracking_store\",\"schemes\":[\"minimal\"]}]}";

/* ---- Texts: `text` is borrowed, `buffer` grows. ---- */

typedef struct { const char *at; size_t len; } text;
typedef struct { char *at; size_t len, room; } buffer;

static text of(const char *s) { return (text){s, strlen(s)}; }
static text of_bytes(mlflow_bytes b) { return (text){(const char *)b.data, b.len}; }
static int same(text a, text b) { return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0); }

static void add(buffer *to, text more) {
    if (to->len + more.len > to->room) {
        to->room = 2 * (to->len + more.len);
        to->at = realloc(to->at, to->room);
        if (!to->at) abort();
    }
    if (more.len) memcpy(to->at + to->len, more.at, more.len);
    to->len += more.len;
}

/* Appends; each %s of the format takes a `text`. */
static void put(buffer *to, const char *format, ...) {
    va_list texts;
    va_start(texts, format);
    for (const char *next; (next = strstr(format, "%s")); format = next + 2) {
        add(to, (text){format, (size_t)(next - format)});
        add(to, va_arg(texts, text));
    }
    add(to, of(format));
    va_end(texts);
}

static text kept(text t) {
    buffer copy = {0};
    add(&copy, t);
    return (text){copy.at, copy.len};
}

/* ---- JSON: where a value ends, the value of a key, the elements of an array. ---- */

static const char *skip_space(const char *at, const char *end) {
    while (at < end && (isspace((unsigned char)*at) || *at == ',' || *at == ':')) at++;
    return at;
}

static const char *skip_value(const char *at, const char *end) {
    int depth = 0;
    while (at < end) {
        char c = *at;
        if (c == '"') {
            for (at++; at < end && *at != '"'; at++)
                if (*at == '\\') at++;
            if (at < end) at++;
        } else if (c == '{' || c == '[') {
            depth++, at++;
        } else if (c == '}' || c == ']') {
            if (depth == 0) return at;
            depth--, at++;
        } else if (isspace((unsigned char)c) || c == ',' || c == ':') {
            at++;
            continue;
        } else {
            while (at < end && !strchr(",:]} \t\r\n", *at)) at++;
        }
        if (depth == 0) return at < end ? at : end;
    }
    return end;
}

/* Takes the next value of an object or an array; an empty one at its end. */
static text next_value(text *rest) {
    const char *end = rest->at + rest->len, *from = skip_space(rest->at, end), *to = from;
    if (from < end && *from != '}' && *from != ']') to = skip_value(from, end);
    *rest = (text){to, (size_t)(end - to)};
    return (text){from, (size_t)(to - from)};
}

static text inside(text json) { return json.len ? (text){json.at + 1, json.len - 1} : json; }

/* Returns the value of a key as JSON, or `otherwise`. */
static text field(text object, const char *quoted_key, const char *otherwise) {
    text rest = inside(object), key, value;
    while ((key = next_value(&rest)).len) {
        value = next_value(&rest);
        if (same(key, of(quoted_key))) return value;
    }
    return of(otherwise);
}

/* ---- The store. ---- */

typedef struct entry { text key, json; struct entry *next; } entry;

typedef struct run {
    text id, name, status, start, end;
    entry *metrics, *params, *tags;
    struct run *next;
} run;

typedef struct {
    const mlflow_host_table *host;
    pthread_mutex_t lock;
    run *runs;
    unsigned count;
} store;

static const char EXPERIMENT[] = "{\"experiment\":{\"experiment_id\":\"0\",\"name\":\"Default\",\"lifecycle_stage\":\"active\","
                                 "\"artifact_location\":\"./mlruns/0\",\"creation_time\":0,\"last_update_time\":0}}";

static void drop(text t) { free((char *)t.at); }

static void replace(text *old, text by) {
    drop(*old);
    *old = kept(by);
}

static void drop_all(entry *list) {
    for (entry *next; list; list = next) {
        next = list->next;
        drop(list->key), drop(list->json), free(list);
    }
}

static void drop_run(run *r) {
    drop(r->id), drop(r->name), drop(r->status), drop(r->start), drop(r->end);
    drop_all(r->metrics), drop_all(r->params), drop_all(r->tags), free(r);
}

/* Keeps an object with a key, over one of the same key. */
static void keep(entry **list, text json) {
    text key = field(json, "\"key\"", "\"\"");
    entry *found = *list;
    while (found && !same(found->key, key)) found = found->next;
    if (!found) {
        found = calloc(1, sizeof *found);
        if (!found) abort();
        *found = (entry){kept(key), {0}, *list};
        *list = found;
    }
    replace(&found->json, json);
}

static void keep_all(entry **list, text array) {
    text rest = inside(array), json;
    while ((json = next_value(&rest)).len) keep(list, json);
}

static void put_all(buffer *to, const char *name, const entry *list) {
    put(to, "\"%s\":[", of(name));
    for (; list; list = list->next) put(to, list->next ? "%s," : "%s", list->json);
    put(to, "]");
}

static void put_info(buffer *to, const run *r) {
    put(to, "{\"run_id\":%s,\"run_uuid\":%s,\"run_name\":%s,\"experiment_id\":\"0\",\"status\":%s,", r->id, r->id, r->name, r->status);
    put(to, "\"start_time\":%s,\"lifecycle_stage\":\"active\",\"artifact_uri\":\"./mlruns/0/", r->start);
    put(to, "%s/artifacts\"", (text){r->id.at + 1, r->id.len - 2});
    if (r->end.len) put(to, ",\"end_time\":%s", r->end);
    put(to, "}");
}

static void put_run(buffer *to, const run *r) {
    put(to, "{\"run\":{\"info\":");
    put_info(to, r);
    put(to, ",\"data\":{");
    put_all(to, "metrics", r->metrics), put(to, ",");
    put_all(to, "params", r->params), put(to, ",");
    put_all(to, "tags", r->tags), put(to, "}}}");
}

static uint32_t refuse(buffer *answer, const char *code, const char *what, text name) {
    answer->len = 0;
    put(answer, "{\"error_code\":\"%s\",\"message\":\"no %s ", of(code), of(what));
    for (size_t i = 0; i < name.len; i++) /* the text of a string, without what ends it */
        if (name.at[i] != '"' && name.at[i] != '\\') add(answer, (text){name.at + i, 1});
    put(answer, " in this store\"}");
    return MLFLOW_ERROR;
}

static uint32_t create_run(store *s, text request, buffer *answer) {
    char id[40];
    run *r = calloc(1, sizeof *r);
    if (!r) abort();
    snprintf(id, sizeof id, "\"%032x\"", ++s->count);
    text name = field(request, "\"run_name\"", "\"\"");
    r->id = kept(of(id));
    r->name = kept(name.len > 2 ? name : of("\"a run\""));
    r->status = kept(of("\"RUNNING\""));
    r->start = kept(field(request, "\"start_time\"", "0"));
    r->next = s->runs;
    s->runs = r;
    keep_all(&r->tags, field(request, "\"tags\"", "[]"));
    buffer tag = {0};
    put(&tag, "{\"key\":\"mlflow.runName\",\"value\":%s}", r->name);
    keep(&r->tags, (text){tag.at, tag.len});
    free(tag.at);
    put_run(answer, r);
    return MLFLOW_OK;
}

static uint32_t update_run(run *r, text request, buffer *answer) {
    text status = field(request, "\"status\"", ""), end = field(request, "\"end_time\"", ""), name = field(request, "\"run_name\"", "");
    if (status.len) replace(&r->status, status);
    if (end.len) replace(&r->end, end);
    if (name.len > 2) replace(&r->name, name);
    put(answer, "{\"run_info\":");
    put_info(answer, r);
    put(answer, "}");
    return MLFLOW_OK;
}

static uint32_t carry_out(store *s, text operation, text request, buffer *answer) {
    int is_experiment = same(operation, of("get_experiment")), by_name = same(operation, of("get_experiment_by_name"));
    if (is_experiment || by_name) {
        text asked = field(request, by_name ? "\"experiment_name\"" : "\"experiment_id\"", "\"\"");
        if (!same(asked, of(by_name ? "\"Default\"" : "\"0\""))) return refuse(answer, "RESOURCE_DOES_NOT_EXIST", "experiment", asked);
        add(answer, of(EXPERIMENT));
        return MLFLOW_OK;
    }
    if (same(operation, of("create_run"))) {
        text asked = field(request, "\"experiment_id\"", "\"0\"");
        if (!same(asked, of("\"0\""))) return refuse(answer, "RESOURCE_DOES_NOT_EXIST", "experiment", asked);
        return create_run(s, request, answer);
    }
    static const char *const OF_RUNS[] = {"get_run", "update_run", "log_batch", "log_metric", "log_param", "set_tag"};
    size_t which = 0;
    while (which < 6 && !same(operation, of(OF_RUNS[which]))) which++;
    if (which == 6) return MLFLOW_UNKNOWN;
    text id = field(request, "\"run_id\"", "\"\"");
    run *r = s->runs;
    while (r && !same(r->id, id)) r = r->next;
    if (!r) return refuse(answer, "RESOURCE_DOES_NOT_EXIST", "run", id);
    if (which == 0) return put_run(answer, r), MLFLOW_OK;
    if (which == 1) return update_run(r, request, answer);
    if (which == 2) {
        keep_all(&r->metrics, field(request, "\"metrics\"", "[]"));
        keep_all(&r->params, field(request, "\"params\"", "[]"));
        keep_all(&r->tags, field(request, "\"tags\"", "[]"));
    } else
        keep(which == 3 ? &r->metrics : which == 4 ? &r->params : &r->tags, request);
    put(answer, "{}");
    return MLFLOW_OK;
}

/* ---- The plugin. ---- */

static mlflow_bytes describe(void) { return (mlflow_bytes){(const uint8_t *)MANIFEST, sizeof MANIFEST - 1}; }

static void open_store(const mlflow_host_table *host, uint64_t call, mlflow_bytes request) {
    (void)request; /* one store is like another here */
    store *s = calloc(1, sizeof *s);
    if (!s) abort();
    s->host = host;
    pthread_mutex_init(&s->lock, NULL);
    host->opened(host->context, call, s);
}

static void call_store(void *instance, uint64_t call, mlflow_bytes operation, mlflow_bytes request, mlflow_bytes context) {
    store *s = instance;
    buffer answer = {0};
    (void)context;
    pthread_mutex_lock(&s->lock);
    uint32_t status = carry_out(s, of_bytes(operation), of_bytes(request), &answer);
    pthread_mutex_unlock(&s->lock);
    s->host->done(s->host->context, call, status, (mlflow_bytes){(const uint8_t *)answer.at, answer.len});
    free(answer.at);
}

static void cancel_call(void *instance, uint64_t call) { (void)instance, (void)call; /* nothing waits here */ }

static void close_store(void *instance) {
    store *s = instance;
    for (run *r = s->runs, *next; r; r = next) next = r->next, drop_run(r);
    pthread_mutex_destroy(&s->lock);
    free(s);
}

static const mlflow_plugin_table TABLE = {
    MLFLOW_PLUGIN_MAGIC, MLFLOW_PLUGIN_ABI, MLFLOW_PLUGIN_LAYOUT, sizeof TABLE, describe, open_store, call_store, cancel_call, close_store,
};

const mlflow_plugin_table *mlflow_plugin_v1(void) { return &TABLE; }
