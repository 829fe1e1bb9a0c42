//! Errors as fields. They are for another server of the same schema: here errors are in the list of the answer.

use crate::graphql::types::{Field, Object, nothing, objects, string};

pub(super) const API_ERROR: Field = nothing("apiError", &ERROR);

static ERROR: Object = Object {
    name: "ApiError",
    fields: &[
        string("code"),
        string("message"),
        string("helpUrl"),
        string("traceId"),
        objects("errorDetails", &DETAIL),
    ],
};

static DETAIL: Object = Object {
    name: "ErrorDetail",
    fields: &[string("field"), string("message")],
};
