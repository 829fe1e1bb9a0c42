//! The C structures of a plugin, version 1. `include/mlflow_plugin.h` says the same in C, which a test checks.
//!
//! Structures only grow at their ends, and each begins with what tells its version and its size. No memory changes
//! its owner: bytes are borrowed for the length of one call.

use std::ffi::c_void;

/// The version of the ABI that this program speaks.
pub const ABI: u32 = 1;

/// The first four bytes of [`PluginTable`] and [`HostTable`]: `MLFP` in the order of little-endian machines.
pub const MAGIC: u32 = 0x5046_4c4d;

/// The name of the one symbol of a plugin; its type is [`Entry`].
pub const SYMBOL: &str = "mlflow_plugin_v1";

/// Bytes that are borrowed for the length of a call.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct RawBytes {
    /// The first byte; anything if `len` is 0.
    pub data: *const u8,
    /// How many there are.
    pub len: usize,
}

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Status {
    /// The bytes are the answer.
    Ok = 0,
    /// The bytes are MLflow's JSON of an error.
    Error = 1,
    /// The plugin has no such operation.
    Unknown = 2,
    /// The plugin has panicked; the bytes are a text.
    Panic = 3,
}

impl Status {
    /// Returns the status of a number.
    pub fn from_number(number: u32) -> Option<Self> {
        let all = [Status::Ok, Status::Error, Status::Unknown, Status::Panic];
        all.into_iter().find(|status| *status as u32 == number)
    }
}

/// Takes bytes that are borrowed for the length of this call.
pub type Receive = unsafe extern "C" fn(into: *mut c_void, bytes: RawBytes);

/// What a program offers to a plugin. It lives as long as the program.
#[repr(C)]
#[derive(Debug)]
pub struct HostTable {
    /// [`MAGIC`].
    pub magic: u32,
    /// [`ABI`].
    pub abi: u32,
    /// [`LAYOUT`].
    pub layout: u64,
    /// The size of this structure in bytes, as the program knows it.
    pub size: usize,
    /// The first argument of all functions below.
    pub context: *const c_void,
    /// Ends a call, or an open that failed. Any thread may do so; what comes twice or too late is ignored.
    pub done: unsafe extern "C" fn(context: *const c_void, call: u64, status: u32, answer: RawBytes),
    /// Ends an open that succeeded.
    pub opened: unsafe extern "C" fn(context: *const c_void, call: u64, instance: *mut c_void),
    /// Writes a line to the log: 1 error, 2 warning, 3 information, 4 debugging.
    pub log: unsafe extern "C" fn(context: *const c_void, level: u32, text: RawBytes),
    /// Calls `receive` with a setting of the program if the plugin's manifest names it and it is set; 1 if so, else 0.
    pub setting: unsafe extern "C" fn(
        context: *const c_void,
        name: RawBytes,
        receive: Receive,
        into: *mut c_void,
    ) -> u32,
    /// As `setting`, with a secret of the manifest.
    pub secret: unsafe extern "C" fn(
        context: *const c_void,
        name: RawBytes,
        receive: Receive,
        into: *mut c_void,
    ) -> u32,
}

/// What a plugin offers. It lives as long as the program.
#[repr(C)]
#[derive(Debug)]
pub struct PluginTable {
    /// [`MAGIC`].
    pub magic: u32,
    /// [`ABI`].
    pub abi: u32,
    /// [`LAYOUT`].
    pub layout: u64,
    /// The size of this structure in bytes, as the plugin knows it.
    pub size: usize,
    /// Returns the manifest as JSON; the bytes live as long as the program.
    pub describe: unsafe extern "C" fn() -> RawBytes,
    /// Opens a store: `request` is JSON. Ends with one call of `opened` or `done`.
    pub open: unsafe extern "C" fn(host: *const HostTable, call: u64, request: RawBytes),
    /// Carries out an operation. Ends with one call of `done`. `context` is JSON, or nothing.
    pub call: unsafe extern "C" fn(
        instance: *mut c_void,
        call: u64,
        operation: RawBytes,
        request: RawBytes,
        context: RawBytes,
    ),
    /// Says that nobody waits for a call any more; it may still be answered.
    pub cancel: unsafe extern "C" fn(instance: *mut c_void, call: u64),
    /// Closes a store, on which no further call is made.
    pub close: unsafe extern "C" fn(instance: *mut c_void),
}

// SAFETY: both tables hold numbers, functions and a pointer that only those functions look at, on any thread.
unsafe impl Sync for HostTable {}
// SAFETY: as above; a plugin's table holds no pointer to data at all.
unsafe impl Sync for PluginTable {}

/// The type of [`SYMBOL`].
pub type Entry = unsafe extern "C" fn() -> *const PluginTable;

/// A number made of the fields of both tables in version 1, so that tables of another order are refused.
pub const LAYOUT: u64 = hash(
    "magic abi layout size context done opened log setting secret|magic abi layout size describe open call cancel close",
);

/// FNV-1a.
const fn hash(text: &str) -> u64 {
    let (bytes, mut at, mut hash) = (text.as_bytes(), 0, 0xcbf2_9ce4_8422_2325_u64);
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0000_0100_0000_01b3);
        at += 1;
    }
    hash
}

impl RawBytes {
    /// Lends bytes.
    pub const fn of(bytes: &[u8]) -> Self {
        RawBytes {
            data: bytes.as_ptr(),
            len: bytes.len(),
        }
    }

    /// Returns the bytes; `None` where there cannot be any: a null pointer, or more than memory has.
    ///
    /// # Safety
    ///
    /// `data` must be null or point to `len` bytes that live and do not change for `'a`.
    pub unsafe fn get<'a>(self) -> Option<&'a [u8]> {
        match self.len {
            0 => Some(&[]),
            len if self.data.is_null() || len > isize::MAX as usize => None,
            // SAFETY: not null and of a possible length; that the bytes live is the caller's promise.
            len => Some(unsafe { std::slice::from_raw_parts(self.data, len) }),
        }
    }
}
