import Testing

/// The owner's path: the real binary, typed at as the issue shows it, against a libvirt of the lab's own.
///
/// One test after the other: they share a host, and emulated guests are slow enough alone.
@Suite(.serialized, .inLab)
enum OwnerPath {}
