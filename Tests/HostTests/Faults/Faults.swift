import Testing

/// Crash safety: whatever is killed, cut or full, the next command leaves each VM whole or nothing of it.
///
/// One test after the other: they kill the daemon that all host tests share.
@Suite(.serialized, .inLab)
enum Faults {}
