import CLibvirt
import Glibc

extension Connection {
  /// Copies a volume into a new local file of mode 0600, holes kept as holes; on return it is on the disk.
  ///
  /// Cancelling the task aborts the stream; after any error the file is removed again.
  /// C: virStorageVolDownload, virStreamRecvFlags, virStreamRecvHole, virStreamFinish.
  ///
  /// `path` must not be there yet; the stream may stand still for `silence`; `progress` is told the bytes done after
  /// each piece of 256 KiB, on the transfer's own thread.
  ///
  /// - Throws: `LibvirtError`, `SystemError` for the local file, `DeadlineError`, `CancellationError`.
  public func download(
    volume: String,
    pool: some ObjectReference,
    to path: String,
    silence: Duration = Connection.powerDeadline,
    progress: (@Sendable (UInt64) -> Void)? = nil
  ) async throws {
    try await TransferControl.running(progress) { control in
      try await perform(
        "download volume",
        volume: volume,
        pool: pool,
        within: silence,
        heartbeat: control.heartbeat
      ) { connection, volume, call in
        let file = try LocalFile(creating: path)
        do {
          let transfer = try Transfer(connection, control, call)
          try transfer.download(volume, to: file, call)
        } catch {
          unsafe _ = unlink(path)
          throw error
        }
      }
    }
  }
}

extension Transfer {
  /// What virStreamRecvFlags answers where a hole begins.
  private static var atHole: Int32 { -3 }

  fileprivate consuming func download(
    _ volume: borrowing VolumeHandle,
    to file: borrowing LocalFile,
    _ call: Call
  ) throws {
    let sparse = VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM.rawValue
    let stop = VIR_STREAM_RECV_STOP_AT_HOLE.rawValue
    try unsafe call.count(virStorageVolDownload(volume.pointer, stream.pointer, 0, 0, sparse))
    var buffer = [UInt8](repeating: 0, count: Self.pieceBytes)
    var offset: UInt64 = 0
    while true {
      let got = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe virStreamRecvFlags(stream.pointer, bytes.bindMemory(to: CChar.self).baseAddress, bytes.count, stop)
      }
      if got == Self.atHole {
        var hole: Int64 = 0
        try unsafe call.count(virStreamRecvHole(stream.pointer, &hole, 0))
        offset += UInt64(hole)
      } else {
        let count = try call.count(got)
        if count == 0 { break }
        try file.write(buffer, count: count, at: offset)
        offset += UInt64(count)
      }
      try advance(to: offset)
    }
    try finish(call)
    try file.setLength(offset)
    try file.synchronize()
  }
}
