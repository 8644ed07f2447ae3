extension LocalFile {
  /// What is copied before it is asked whether to stop.
  private static let pieceBytes: UInt64 = 8 << 20
  /// What is copied before it is brought to the disk: a slow disk shows as progress, and no wait for it is a long one.
  private static let stretchBytes: UInt64 = 64 << 20

  /// Copies the whole of another file into this one, which is empty and as long, holes kept as holes, and waits until
  /// the disk has it.
  func fill(from source: borrowing LocalFile, _ control: TransferControl) throws {
    let length = try source.length()
    var buffer: [UInt8] = []
    var offset: UInt64 = 0
    var synchronized: UInt64 = 0
    while offset < length, let data = try source.data(from: offset), data < length {
      let end = min(length, try source.hole(from: data))
      offset = data
      while offset < end {
        offset += try copy(source, Int(min(end - offset, Self.pieceBytes)), at: offset, &buffer)
        if offset - synchronized >= Self.stretchBytes {
          try synchronize()
          synchronized = offset
        }
        try control.advance(to: offset)
      }
    }
    try synchronize()
    if offset < length { try control.advance(to: length) }
  }

  /// One piece, by the kernel alone where it can; `buffer` has bytes from the first piece on that had to go through it.
  private func copy(
    _ source: borrowing LocalFile,
    _ count: Int,
    at offset: UInt64,
    _ buffer: inout [UInt8]
  ) throws -> UInt64 {
    // Some file systems take nothing and call it no error.
    if buffer.isEmpty, let took = try take(from: source, count: count, at: offset), took > 0 { return UInt64(took) }
    if buffer.isEmpty { buffer = [UInt8](repeating: 0, count: 1 << 20) }
    let got = try source.read(&buffer, count: count, at: offset)
    guard got > 0 else { throw FileChangedError(path: source.path) }
    try write(buffer, count: got, at: offset)
    return UInt64(got)
  }
}
