//! `contract!`: one row per operation.

/// Defines answers that hold nothing: `{}`.
macro_rules! empty_answers {
    ($($Answer:ident),+) => { $(
        /// Answers with nothing but success.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub struct $Answer {}
    )+ };
}

/// Defines a noun of the contract.
///
/// ```text
/// contract! {
///     /// Runs and what is logged to them.
///     pub trait Runs {
///         /// Reads one run, deleted or not.
///         get_run: GetRun => GetRunResponse, GET "2.0/mlflow/runs/get", needs Read on Run(run_id);
///     }
/// }
/// ```
///
/// expands, in the module it stands in, to
///
/// ```text
/// #[async_trait]
/// pub trait Runs: Send + Sync {
///     /// Reads one run, deleted or not.
///     async fn get_run(&self, request: GetRun) -> Result<GetRunResponse> {
///         Err(Error::not_implemented("get_run", type_name::<Self>()))
///     }
/// }
/// pub static OPERATIONS: &[Operation] = &[Operation { name: "get_run", noun: "Runs", routes: …, needs: …, messages: … }];
/// pub async fn dispatch(store: &(impl Runs + ?Sized), operation: &str, request: Arguments<'_>) -> Option<Result<Bytes>> {
///     match operation {
///         "get_run" => Some(proto_json::write(&store.get_run(request.read()?).await?)),
///         _ => None,
///     }
/// }
/// #[async_trait]
/// impl<T: Transport> Runs for Remote<T> {
///     async fn get_run(&self, request: GetRun) -> Result<GetRunResponse> { self.send(&OPERATIONS[0], &request).await }
/// }
/// ```
///
/// Several routes of one row are joined by `|`. A dash stands for none: what stores and plugins answer and no server
/// offers. A row without `needs`, or whose `needs` names a
/// field that the request has not, does not compile.
#[macro_export]
macro_rules! contract {
    ($(#[$trait_doc:meta])* pub trait $Trait:ident { $(
        $(#[$doc:meta])*
        $operation:ident : $Request:ty => $Response:ty,
        $(-)? $($method:ident $path:literal)|*,
        needs $access:ident on $on:ident $(($field:ident))? ;
    )+ }) => {
        $(#[$trait_doc])*
        #[$crate::contract::__private::async_trait]
        pub trait $Trait: Send + Sync {
            $(
                $(#[$doc])*
                async fn $operation(&self, request: $Request) -> $crate::Result<$Response> {
                    let _ = request;
                    Err($crate::Error::not_implemented(stringify!($operation), std::any::type_name::<Self>()))
                }
            )+
        }

        #[doc = concat!("The operations of [`", stringify!($Trait), "`], in the order of the trait.")]
        pub static OPERATIONS: &[$crate::contract::Operation] = &[ $( $crate::contract::Operation {
            name: stringify!($operation),
            noun: stringify!($Trait),
            routes: &[ $( $crate::contract::Route {
                method: $crate::contract::Method::$method,
                path: $path,
            } ),* ],
            needs: $crate::contract::Needs {
                access: $crate::contract::Access::$access,
                on: $crate::contract::On::$on $((stringify!($field)))?,
            },
            messages: $crate::contract::Messages {
                request: |shapes| shapes.add::<$Request>(),
                answer: |shapes| shapes.add::<$Response>(),
            },
        } ),+ ];

        $( $( const _: fn(&$Request) = |request| { let _ = &request.$field; }; )? )+

        #[allow(non_camel_case_types)]
        enum Index { $( $operation ),+ }

        /// Carries out an operation of this noun by its name; `None` if it is not one of them.
        pub async fn dispatch<S: $Trait + ?Sized>(
            store: &S,
            operation: &str,
            request: $crate::contract::Arguments<'_>,
        ) -> Option<$crate::Result<$crate::contract::__private::Bytes>> {
            use $crate::contract::proto_json;
            Some(match operation {
                $( stringify!($operation) => async {
                    proto_json::write(&store.$operation(request.read()?).await?)
                }.await, )+
                _ => return None,
            })
        }

        #[$crate::contract::__private::async_trait]
        impl<T: $crate::contract::Transport> $Trait for $crate::contract::Remote<T> {
            $(
                async fn $operation(&self, request: $Request) -> $crate::Result<$Response> {
                    self.send(&OPERATIONS[Index::$operation as usize], &request).await
                }
            )+
        }
    };
    ($($tokens:tt)*) => {
        compile_error!(concat!(
            "a row of `contract!` reads `operation: Request => Response, METHOD \"path\", ",
            "needs ACCESS on RESOURCE(field);` and none of it may be left out: ",
            "without `needs` an endpoint would be open to everybody"
        ));
    };
}
