import CLibvirt
import Glibc

extension Connection {
  /// Copies a local file into an empty volume that is a file of this very machine, without the daemon; then its bytes
  /// are on the disk.
  ///
  /// Only over a plain local URI, and only when the file at the volume's path proves to be the one that libvirt made:
  /// regular, empty, this user's alone, with the time of change that libvirt tells of it. Cancelling the task stops the
  /// copy. After any error the volume holds a part and looks healthy: delete it.
  /// C: virConnectGetURI, virStorageVolGetXMLDesc, copy_file_range(2), fsync(2).
  ///
  /// `path` is a regular file on this machine; `silence` is how long a piece of it may take; `progress` is told the bytes
  /// done after each piece, on the copy's own thread.
  ///
  /// - Returns: Whether it was copied; when not, the volume is as it was, and `upload` is the way.
  /// - Throws: `LibvirtError`, `SystemError` for a file, `DeadlineError`, `CancellationError`.
  public func copy(
    fileDescriptorOf path: String,
    toLocal volume: String,
    pool: some ObjectReference,
    silence: Duration = Connection.powerDeadline,
    progress: (@Sendable (UInt64) -> Void)? = nil
  ) async throws -> Bool {
    try await TransferControl.running(progress) { control in
      try await perform(
        "copy to volume",
        volume: volume,
        pool: pool,
        within: silence,
        heartbeat: control.heartbeat
      ) { connection, volume, call in
        guard Self.isLocal(try unsafe call.text(virConnectGetURI(connection.pointer))) else { return false }
        let source = try LocalFile(reading: path)
        let record = try XMLElement(parsing: unsafe call.text(virStorageVolGetXMLDesc(volume.pointer, 0)))
        guard let place = record.first("target", "path")?.text, let target = try? LocalFile(writing: place),
          try target.isEmptyVolume(record, as: source)
        else { return false }
        try target.fill(from: source, control)
        return true
      }
    }
  }

  /// Whether a URI leads to the daemon of this machine by its usual socket: no host, no other transport, and no parameter
  /// that could name another socket (https://libvirt.org/uri.html).
  static func isLocal(_ uri: String) -> Bool {
    guard let colon = uri.firstRange(of: "://"), !uri.contains("?") else { return false }
    let transport = uri[..<colon.lowerBound].split(separator: "+", omittingEmptySubsequences: false).dropFirst()
    return (transport.isEmpty || Array(transport) == ["unix"]) && uri[colon.upperBound...].hasPrefix("/")
  }
}

extension LocalFile {
  /// Whether this file is the one that libvirt's XML of a volume tells of, untouched since it was made, nobody else's, and
  /// has the length of `source`.
  fileprivate func isEmptyVolume(_ record: XMLElement, as source: borrowing LocalFile) throws(SystemError) -> Bool {
    let status = try status()
    guard status.st_mode & S_IFMT == S_IFREG, status.st_mode & (S_IWGRP | S_IWOTH) == 0, status.st_nlink == 1,
      status.st_uid == geteuid(), UInt64(status.st_size) == (try source.length()), try data(from: 0) == nil
    else { return false }
    // To the nanosecond: no file of another machine, or behind another mount, has the same by chance.
    let changed = status.st_ctim
    let fraction = String(changed.tv_nsec)
    let time =
      changed.tv_nsec == 0
      ? "\(changed.tv_sec)"
      : "\(changed.tv_sec).\(String(repeating: "0", count: max(0, 9 - fraction.count)))\(fraction)"
    return record.first("target", "timestamps", "ctime")?.text == time
  }
}
