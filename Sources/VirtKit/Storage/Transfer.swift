import CLibvirt

/// One upload or download under way: its stream, which is aborted unless it was finished.
///
/// Works in pieces: between two of them it looks whether it should stop, and beats for its deadline.
struct Transfer: ~Copyable {
  /// libvirt's messages carry 256 KiB; larger pieces would only be cut again.
  static let pieceBytes = 256 << 10

  let stream: StreamHandle
  let control: TransferControl
  private var finished = false

  /// C: virStreamNew.
  init(_ connection: borrowing ConnectHandle, _ control: TransferControl, _ call: Call) throws(LibvirtError) {
    stream = try unsafe StreamHandle(virStreamNew(connection.pointer, 0), call)
    self.control = control
  }

  deinit {
    // A stream that is only freed would leave the daemon waiting for the rest.
    if !finished { unsafe _ = virStreamAbort(stream.pointer) }
  }

  /// Notes progress; throws when the caller no longer wants it.
  func advance(to bytes: UInt64) throws {
    try control.advance(to: bytes)
  }

  /// Waits until the daemon has everything on its side. C: virStreamFinish.
  mutating func finish(_ call: Call) throws(LibvirtError) {
    try unsafe call.count(virStreamFinish(stream.pointer))
    finished = true
  }
}
