internal import ColocKit
internal import Glibc

/// The directory for snapshot chains: root's, 0711, so that QEMU's user can pass and nobody can list.
enum PointsDirectory {
  static func ensure(_ path: String) throws {
    guard mkdir(path, 0o711) == 0 || errno == EEXIST else {
      throw Failure(
        .cannotCreate,
        "cannot make \(path): \(String(cString: strerror(errno)))",
        hint: "see points in coloc.yaml"
      )
    }
    guard chmod(path, 0o711) == 0 else {
      throw Failure(.cannotCreate, "cannot set the mode of \(path): \(String(cString: strerror(errno)))")
    }
  }

  /// Removes the directory when it is empty.
  static func remove(_ path: String) { rmdir(path) }
}
