import CLibvirt

extension Connection {
  /// Copies a local file into a volume from its beginning, over the connection, holes kept as holes.
  ///
  /// Cancelling the task aborts the stream. After any error the volume holds a part and looks healthy: delete it.
  /// C: virStorageVolUpload, virStreamSend, virStreamSendHole, virStreamFinish.
  ///
  /// `path` is a regular file on this machine; the stream may stand still for `silence`; `progress` is told the bytes
  /// done after each piece of 256 KiB, on the transfer's own thread.
  ///
  /// - Throws: `LibvirtError`, `SystemError` for the local file, `DeadlineError`, `CancellationError`.
  public func upload(
    fileDescriptorOf path: String,
    to volume: String,
    pool: some ObjectReference,
    silence: Duration = Connection.powerDeadline,
    progress: (@Sendable (UInt64) -> Void)? = nil
  ) async throws {
    try await TransferControl.running(progress) { control in
      try await perform(
        "upload to volume",
        volume: volume,
        pool: pool,
        within: silence,
        heartbeat: control.heartbeat
      ) { connection, volume, call in
        let file = try LocalFile(reading: path)
        let transfer = try Transfer(connection, control, call)
        try transfer.upload(file, to: volume, call)
      }
    }
  }
}

extension Transfer {
  fileprivate consuming func upload(
    _ file: borrowing LocalFile,
    to volume: borrowing VolumeHandle,
    _ call: Call
  ) throws {
    let length = try file.length()
    let firstHole = try volume.firstEmptyByte(call)
    let flags = VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM.rawValue
    try unsafe call.count(virStorageVolUpload(volume.pointer, stream.pointer, 0, length, flags))
    var buffer = [UInt8](repeating: 0, count: Self.pieceBytes)
    var offset: UInt64 = 0
    while offset < length {
      let data = max(offset, try file.data(from: offset) ?? length)
      let zeros = min(data, max(offset, firstHole))
      // Where the volume already holds bytes a hole would leave them: zeros are sent as data there.
      try send(file, &buffer, from: offset, to: zeros, call)
      if data > zeros {
        try unsafe call.count(virStreamSendHole(stream.pointer, Int64(data - zeros), 0))
        try advance(to: data)
      }
      let end = data < length ? min(length, try file.hole(from: data)) : length
      try send(file, &buffer, from: data, to: end, call)
      offset = end
    }
    try finish(call)
  }

  private func send(
    _ file: borrowing LocalFile,
    _ buffer: inout [UInt8],
    from start: UInt64,
    to end: UInt64,
    _ call: Call
  ) throws {
    var offset = start
    while offset < end {
      let got = try file.read(&buffer, count: Int(min(end - offset, UInt64(buffer.count))), at: offset)
      guard got > 0 else { throw FileChangedError(path: file.path) }
      var sent = 0
      while sent < got {
        let piece = unsafe buffer.withUnsafeBytes { bytes in
          unsafe virStreamSend(
            stream.pointer,
            bytes.bindMemory(to: CChar.self).baseAddress?.advanced(by: sent),
            got - sent
          )
        }
        sent += try call.count(piece)
      }
      offset += UInt64(got)
      try advance(to: offset)
    }
  }
}

extension Handle where Kind == VolumeKind {
  /// The offset behind which the volume certainly reads as zeros: 0 when nothing was ever written to it.
  ///
  /// C: virStorageVolGetInfoFlags, whose "physical" size of a file is its length.
  fileprivate func firstEmptyByte(_ call: Call) throws(LibvirtError) -> UInt64 {
    var info = virStorageVolInfo()
    try unsafe call.count(virStorageVolGetInfoFlags(pointer, &info, 0))
    guard info.type == Int32(bitPattern: VIR_STORAGE_VOL_FILE.rawValue) else { return .max }
    if info.allocation == 0 { return 0 }
    try unsafe call.count(virStorageVolGetInfoFlags(pointer, &info, VIR_STORAGE_VOL_GET_PHYSICAL.rawValue))
    return info.allocation
  }
}
