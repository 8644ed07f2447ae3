internal import ColocKit
internal import Glibc

/// The directory for snapshot chains: root's, 0711, so that QEMU's user can pass and nobody can list.
enum PointsDirectory {
  static func ensure(_ path: String) throws {
    if access(path, F_OK) == 0 { return try check(path) }
    guard mkdir(path, 0o711) == 0 else {
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

  /// A directory that was there is the owner's: its mode is judged, never changed.
  private static func check(_ path: String) throws {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_mode & 0o001 != 0 else {
      throw Failure(
        .notPermitted,
        "QEMU's user cannot pass \(path), where snapshots are to lie",
        hint: "chmod 0711 \(path)"
      )
    }
  }

  /// Removes the directory when it is empty.
  static func remove(_ path: String) { rmdir(path) }
}
