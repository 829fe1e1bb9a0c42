//! MLflow's error codes with their numbers and HTTP statuses: one row each.

use std::fmt;
use std::str::FromStr;

macro_rules! error_codes {
    ($( $variant:ident = $number:literal, $name:literal, $status:literal; )+) => {
        /// An MLflow error code, as in `databricks.proto`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum ErrorCode {
            $( #[doc = concat!("`", $name, "`, HTTP ", $status, ".")] $variant = $number, )+
        }

        impl ErrorCode {
            /// Every code, in the order of its number.
            pub const ALL: &[ErrorCode] = &[ $( ErrorCode::$variant ),+ ];

            /// Returns the name on the wire.
            pub fn name(self) -> &'static str {
                match self { $( ErrorCode::$variant => $name, )+ }
            }

            /// Returns the HTTP status of an answer with this code.
            pub fn http_status(self) -> u16 {
                match self { $( ErrorCode::$variant => $status, )+ }
            }
        }

        impl FromStr for ErrorCode {
            type Err = UnknownErrorCode;

            fn from_str(name: &str) -> Result<Self, UnknownErrorCode> {
                match name { $( $name => Ok(ErrorCode::$variant), )+ _ => Err(UnknownErrorCode(name.to_owned())) }
            }
        }
    };
}

error_codes! {
    InternalError = 1, "INTERNAL_ERROR", 500;
    TemporarilyUnavailable = 2, "TEMPORARILY_UNAVAILABLE", 503;
    IoError = 3, "IO_ERROR", 500;
    BadRequest = 4, "BAD_REQUEST", 400;
    ServiceUnderMaintenance = 5, "SERVICE_UNDER_MAINTENANCE", 500;
    WorkspaceTemporarilyUnavailable = 6, "WORKSPACE_TEMPORARILY_UNAVAILABLE", 500;
    DeadlineExceeded = 7, "DEADLINE_EXCEEDED", 504;
    Cancelled = 8, "CANCELLED", 499;
    ResourceExhausted = 9, "RESOURCE_EXHAUSTED", 429;
    Aborted = 10, "ABORTED", 409;
    NotFound = 11, "NOT_FOUND", 404;
    AlreadyExists = 12, "ALREADY_EXISTS", 409;
    Unauthenticated = 13, "UNAUTHENTICATED", 401;
    InvalidParameterValue = 1000, "INVALID_PARAMETER_VALUE", 400;
    EndpointNotFound = 1001, "ENDPOINT_NOT_FOUND", 404;
    MalformedRequest = 1002, "MALFORMED_REQUEST", 500;
    InvalidState = 1003, "INVALID_STATE", 500;
    PermissionDenied = 1004, "PERMISSION_DENIED", 403;
    FeatureDisabled = 1005, "FEATURE_DISABLED", 500;
    CustomerUnauthorized = 1006, "CUSTOMER_UNAUTHORIZED", 401;
    RequestLimitExceeded = 1007, "REQUEST_LIMIT_EXCEEDED", 429;
    ResourceConflict = 1008, "RESOURCE_CONFLICT", 409;
    UnparseableHttpError = 1009, "UNPARSEABLE_HTTP_ERROR", 500;
    NotImplemented = 1010, "NOT_IMPLEMENTED", 501;
    DataLoss = 1011, "DATA_LOSS", 500;
    InvalidStateTransition = 2001, "INVALID_STATE_TRANSITION", 500;
    CouldNotAcquireLock = 2002, "COULD_NOT_ACQUIRE_LOCK", 500;
    ResourceAlreadyExists = 3001, "RESOURCE_ALREADY_EXISTS", 400;
    ResourceDoesNotExist = 3002, "RESOURCE_DOES_NOT_EXIST", 404;
    QuotaExceeded = 4001, "QUOTA_EXCEEDED", 500;
    MaxBlockSizeExceeded = 4002, "MAX_BLOCK_SIZE_EXCEEDED", 500;
    MaxReadSizeExceeded = 4003, "MAX_READ_SIZE_EXCEEDED", 500;
    PartialDelete = 4004, "PARTIAL_DELETE", 500;
    MaxListSizeExceeded = 4005, "MAX_LIST_SIZE_EXCEEDED", 500;
    DryRunFailed = 5001, "DRY_RUN_FAILED", 500;
    ResourceLimitExceeded = 5002, "RESOURCE_LIMIT_EXCEEDED", 500;
    DirectoryNotEmpty = 6001, "DIRECTORY_NOT_EMPTY", 500;
    DirectoryProtected = 6002, "DIRECTORY_PROTECTED", 500;
    MaxNotebookSizeExceeded = 6003, "MAX_NOTEBOOK_SIZE_EXCEEDED", 500;
    MaxChildNodeSizeExceeded = 6004, "MAX_CHILD_NODE_SIZE_EXCEEDED", 500;
    SearchQueryTooLong = 6100, "SEARCH_QUERY_TOO_LONG", 500;
    SearchQueryTooShort = 6101, "SEARCH_QUERY_TOO_SHORT", 500;
    ManagedResourceGroupDoesNotExist = 7001, "MANAGED_RESOURCE_GROUP_DOES_NOT_EXIST", 500;
    PermissionNotPropagated = 7002, "PERMISSION_NOT_PROPAGATED", 500;
    DeploymentTimeout = 7003, "DEPLOYMENT_TIMEOUT", 500;
    GitConflict = 8001, "GIT_CONFLICT", 500;
    GitUnknownRef = 8002, "GIT_UNKNOWN_REF", 500;
    GitSensitiveTokenDetected = 8003, "GIT_SENSITIVE_TOKEN_DETECTED", 500;
    GitUrlNotOnAllowList = 8004, "GIT_URL_NOT_ON_ALLOW_LIST", 500;
    GitRemoteError = 8005, "GIT_REMOTE_ERROR", 500;
    ProjectsOperationTimeout = 8006, "PROJECTS_OPERATION_TIMEOUT", 500;
    IpynbFileInRepo = 8007, "IPYNB_FILE_IN_REPO", 500;
    InsecurePartnerResponse = 8100, "INSECURE_PARTNER_RESPONSE", 500;
    MalformedPartnerResponse = 8101, "MALFORMED_PARTNER_RESPONSE", 500;
    MetastoreDoesNotExist = 9000, "METASTORE_DOES_NOT_EXIST", 500;
    DacDoesNotExist = 9001, "DAC_DOES_NOT_EXIST", 500;
    CatalogDoesNotExist = 9002, "CATALOG_DOES_NOT_EXIST", 500;
    SchemaDoesNotExist = 9003, "SCHEMA_DOES_NOT_EXIST", 500;
    TableDoesNotExist = 9004, "TABLE_DOES_NOT_EXIST", 500;
    ShareDoesNotExist = 9005, "SHARE_DOES_NOT_EXIST", 500;
    RecipientDoesNotExist = 9006, "RECIPIENT_DOES_NOT_EXIST", 500;
    StorageCredentialDoesNotExist = 9007, "STORAGE_CREDENTIAL_DOES_NOT_EXIST", 500;
    ExternalLocationDoesNotExist = 9008, "EXTERNAL_LOCATION_DOES_NOT_EXIST", 500;
    PrincipalDoesNotExist = 9009, "PRINCIPAL_DOES_NOT_EXIST", 500;
    ProviderDoesNotExist = 9010, "PROVIDER_DOES_NOT_EXIST", 500;
    MetastoreAlreadyExists = 9020, "METASTORE_ALREADY_EXISTS", 500;
    DacAlreadyExists = 9021, "DAC_ALREADY_EXISTS", 500;
    CatalogAlreadyExists = 9022, "CATALOG_ALREADY_EXISTS", 500;
    SchemaAlreadyExists = 9023, "SCHEMA_ALREADY_EXISTS", 500;
    TableAlreadyExists = 9024, "TABLE_ALREADY_EXISTS", 500;
    ShareAlreadyExists = 9025, "SHARE_ALREADY_EXISTS", 500;
    RecipientAlreadyExists = 9026, "RECIPIENT_ALREADY_EXISTS", 500;
    StorageCredentialAlreadyExists = 9027, "STORAGE_CREDENTIAL_ALREADY_EXISTS", 500;
    ExternalLocationAlreadyExists = 9028, "EXTERNAL_LOCATION_ALREADY_EXISTS", 500;
    ProviderAlreadyExists = 9029, "PROVIDER_ALREADY_EXISTS", 500;
    CatalogNotEmpty = 9040, "CATALOG_NOT_EMPTY", 500;
    SchemaNotEmpty = 9041, "SCHEMA_NOT_EMPTY", 500;
    MetastoreNotEmpty = 9042, "METASTORE_NOT_EMPTY", 500;
    ProviderShareNotAccessible = 9060, "PROVIDER_SHARE_NOT_ACCESSIBLE", 500;
}

impl ErrorCode {
    /// Returns the code's number in `databricks.proto`.
    pub fn number(self) -> i32 {
        self as i32
    }

    /// Returns the code of a number of `databricks.proto`.
    pub fn from_number(number: i32) -> Option<Self> {
        ErrorCode::ALL
            .iter()
            .copied()
            .find(|code| code.number() == number)
    }

    /// Returns the code that an answer without a JSON body stands for, by its HTTP status.
    ///
    /// ```
    /// use mlflow_core::ErrorCode;
    /// assert_eq!(ErrorCode::from_http_status(404), ErrorCode::EndpointNotFound);
    /// assert_eq!(ErrorCode::from_http_status(418), ErrorCode::InternalError);
    /// ```
    pub fn from_http_status(status: u16) -> Self {
        match status {
            400 => ErrorCode::BadRequest,
            401 => ErrorCode::Unauthenticated,
            403 => ErrorCode::PermissionDenied,
            404 => ErrorCode::EndpointNotFound,
            409 => ErrorCode::AlreadyExists,
            429 => ErrorCode::ResourceExhausted,
            499 => ErrorCode::Cancelled,
            501 => ErrorCode::NotImplemented,
            503 => ErrorCode::TemporarilyUnavailable,
            504 => ErrorCode::DeadlineExceeded,
            _ => ErrorCode::InternalError,
        }
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that is no MLflow error code.
#[derive(Debug)]
pub struct UnknownErrorCode(String);

impl fmt::Display for UnknownErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown error code `{}`", self.0)
    }
}

impl std::error::Error for UnknownErrorCode {}
