import Glibc

/// A lock that was taken; it is given back by `release()`, at the latest when its process ends, however it ends.
///
/// An open-file-description lock (fcntl(2), F_OFD_SETLK): two takers exclude each other inside one process too.
public struct FileLock: ~Copyable, Sendable {
  private let descriptor: Descriptor

  init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }

  /// Gives the lock back; the file stays, because removing it would let two takers lock two inodes.
  public consuming func release() {}
}
