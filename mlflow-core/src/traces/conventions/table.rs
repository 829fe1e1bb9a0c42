//! The words of each convention, in the order in which they are asked.

/// The words of one convention; those that it has not are empty.
pub(super) struct Convention {
    /// The attribute that tells the kind of a span.
    pub(super) kind: &'static str,
    /// Kinds, and MLflow's types for them.
    pub(super) kinds: &'static [(&'static str, &'static str)],
    pub(super) input_tokens: &'static [&'static str],
    pub(super) output_tokens: &'static [&'static str],
    pub(super) total_tokens: &'static [&'static str],
    pub(super) cache_read_tokens: &'static [&'static str],
    pub(super) cache_write_tokens: &'static [&'static str],
    pub(super) inputs: &'static [&'static str],
    pub(super) outputs: &'static [&'static str],
    pub(super) models: &'static [&'static str],
    pub(super) providers: &'static [&'static str],
    pub(super) tools: &'static [&'static str],
}

const NOTHING: Convention = Convention {
    kind: "",
    kinds: &[],
    input_tokens: &[],
    output_tokens: &[],
    total_tokens: &[],
    cache_read_tokens: &[],
    cache_write_tokens: &[],
    inputs: &[],
    outputs: &[],
    models: &[],
    providers: &[],
    tools: &[],
};

const OPEN_INFERENCE: Convention = Convention {
    kind: "openinference.span.kind",
    kinds: &[
        ("TOOL", "TOOL"),
        ("CHAIN", "CHAIN"),
        ("LLM", "LLM"),
        ("RETRIEVER", "RETRIEVER"),
        ("EMBEDDING", "EMBEDDING"),
        ("AGENT", "AGENT"),
        ("RERANKER", "RERANKER"),
        ("UNKNOWN", "UNKNOWN"),
        ("GUARDRAIL", "GUARDRAIL"),
        ("EVALUATOR", "EVALUATOR"),
    ],
    input_tokens: &["llm.token_count.prompt"],
    output_tokens: &["llm.token_count.completion"],
    total_tokens: &["llm.token_count.total"],
    cache_read_tokens: &["llm.token_count.prompt_details.cache_read"],
    cache_write_tokens: &["llm.token_count.prompt_details.cache_write"],
    inputs: &["input.value"],
    outputs: &["output.value"],
    models: &[
        "llm.response.model_name",
        "llm.model_name",
        "llm.request.model_name",
        "embedding.model_name",
    ],
    providers: &["llm.provider"],
    ..NOTHING
};

/// OpenTelemetry's own words for generative AI.
const GEN_AI: Convention = Convention {
    kind: "gen_ai.operation.name",
    kinds: &[
        ("chat", "CHAT_MODEL"),
        ("create_agent", "AGENT"),
        ("embeddings", "EMBEDDING"),
        ("execute_tool", "TOOL"),
        ("generate_content", "LLM"),
        ("invoke_agent", "AGENT"),
        ("text_completion", "LLM"),
        ("response", "LLM"),
    ],
    input_tokens: &["gen_ai.usage.input_tokens"],
    output_tokens: &["gen_ai.usage.output_tokens"],
    cache_read_tokens: &["gen_ai.usage.cache_read.input_tokens"],
    cache_write_tokens: &[
        "gen_ai.usage.cache_write.input_tokens",
        "gen_ai.usage.cache_creation.input_tokens",
    ],
    inputs: &["gen_ai.input.messages", "gen_ai.tool.call.arguments"],
    outputs: &["gen_ai.output.messages", "gen_ai.tool.call.result"],
    models: &["gen_ai.response.model", "gen_ai.request.model"],
    providers: &["gen_ai.provider.name"],
    tools: &["gen_ai.tool.definitions"],
    ..NOTHING
};

const TRACELOOP: Convention = Convention {
    kind: "traceloop.span.kind",
    kinds: &[
        ("workflow", "WORKFLOW"),
        ("task", "TASK"),
        ("agent", "AGENT"),
        ("tool", "TOOL"),
        ("unknown", "UNKNOWN"),
    ],
    input_tokens: &["gen_ai.usage.prompt_tokens"],
    output_tokens: &["gen_ai.usage.completion_tokens"],
    total_tokens: &["llm.usage.total_tokens"],
    inputs: &[
        "traceloop.entity.input",
        "gen_ai.prompt.#.content",
        "gen_ai.completion.#.tool_calls.#.arguments",
    ],
    outputs: &["traceloop.entity.output", "gen_ai.completion.#.content"],
    providers: &["gen_ai.system"],
    ..NOTHING
};

const GOOGLE_ADK: Convention = Convention {
    inputs: &["gcp.vertex.agent.llm_request", "gcp.vertex.agent.tool_call_args"],
    outputs: &["gcp.vertex.agent.llm_response", "gcp.vertex.agent.tool_response"],
    ..NOTHING
};

const VERCEL: Convention = Convention {
    kind: "ai.operationId",
    kinds: &[
        ("ai.generateText", "LLM"),
        ("ai.generateText.doGenerate", "LLM"),
        ("ai.toolCall", "TOOL"),
        ("ai.streamText", "LLM"),
        ("ai.streamText.doStream", "LLM"),
        ("ai.generateObject", "LLM"),
        ("ai.generateObject.doGenerate", "LLM"),
        ("ai.streamObject", "LLM"),
        ("ai.streamObject.doStream", "LLM"),
        ("ai.embed", "EMBEDDING"),
        ("ai.embed.doEmbed", "EMBEDDING"),
        ("ai.embedMany", "EMBEDDING"),
    ],
    ..NOTHING
};

const LAMINAR: Convention = Convention {
    kind: "lmnr.span.type",
    kinds: &[
        ("LLM", "LLM"),
        ("TOOL", "TOOL"),
        ("DEFAULT", "CHAIN"),
        ("PIPELINE", "CHAIN"),
        ("EXECUTOR", "AGENT"),
        ("EVALUATOR", "EVALUATOR"),
        ("HUMAN_EVALUATOR", "EVALUATOR"),
        ("EVALUATION", "EVALUATOR"),
        ("CACHED", "LLM"),
    ],
    inputs: &["lmnr.span.input"],
    outputs: &["lmnr.span.output"],
    ..NOTHING
};

const LANGFUSE: Convention = Convention {
    kind: "langfuse.observation.type",
    kinds: &[
        ("generation", "LLM"),
        ("embedding", "EMBEDDING"),
        ("tool", "TOOL"),
        ("retriever", "RETRIEVER"),
        ("agent", "AGENT"),
        ("chain", "CHAIN"),
        ("evaluator", "EVALUATOR"),
        ("guardrail", "GUARDRAIL"),
        ("span", "UNKNOWN"),
    ],
    inputs: &["langfuse.observation.input"],
    outputs: &["langfuse.observation.output"],
    ..NOTHING
};

pub(super) static CONVENTIONS: [Convention; 7] = [
    OPEN_INFERENCE,
    GEN_AI,
    TRACELOOP,
    GOOGLE_ADK,
    VERCEL,
    LAMINAR,
    LANGFUSE,
];
