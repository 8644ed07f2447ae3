import Glibc

/// A file below a directory, read only when nobody but its owner can have written it.
///
/// Each component is opened below the one before (openat(2), O_NOFOLLOW), and checked on the descriptor itself.
struct TrustedFile {
  let directory: String
  let name: String
  let owner: uid_t

  /// The text, or nil when the file or its directory does not exist.
  func read() throws(Failure) -> String? {
    let components = name.split(separator: "/", omittingEmptySubsequences: false)
    guard directory.first == "/", !components.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) else {
      throw Failure(.unexpected, "'\(Printable.clean(name))' is no name of a template")
    }
    var path = directory
    guard var opened = try open(at: AT_FDCWD, directory, path: path, isDirectory: true) else { return nil }
    defer { close(opened) }
    for (index, component) in components.enumerated() {
      path += "/\(component)"
      let isDirectory = index < components.count - 1
      guard let next = try open(at: opened, String(component), path: path, isDirectory: isDirectory) else { return nil }
      close(opened)
      opened = next
    }
    guard let text = String(validating: try bytes(opened, path: path), as: UTF8.self) else {
      throw Failure(.invalidFile, "\(path): is not UTF-8 text", hint: "save it as UTF-8")
    }
    return text
  }

  private func open(at parent: Int32, _ name: String, path: String, isDirectory: Bool) throws(Failure) -> Int32? {
    // O_NONBLOCK: a FIFO in place of the file must not hold the command up.
    let flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | (isDirectory ? O_DIRECTORY : 0)
    let descriptor = openat(parent, name, flags)
    guard descriptor >= 0 else {
      switch errno {
      case ENOENT: return nil
      case ELOOP, ENOTDIR: throw refused(path, "is a symbolic link or not a \(isDirectory ? "directory" : "file")")
      default: throw refused(path, "cannot be read: \(String(cString: strerror(errno)))")
      }
    }
    do throws(Failure) { try check(descriptor, path: path, isDirectory: isDirectory) } catch {
      close(descriptor)
      throw error
    }
    return descriptor
  }

  private func check(_ descriptor: Int32, path: String, isDirectory: Bool) throws(Failure) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw refused(path, "cannot be read") }
    guard status.st_mode & S_IFMT == (isDirectory ? S_IFDIR : S_IFREG) else {
      throw refused(path, "is not a \(isDirectory ? "directory" : "regular file")")
    }
    guard status.st_uid == owner else {
      throw refused(path, "belongs to user \(status.st_uid), not \(owner)", hint: "sudo chown \(owner) '\(path)'")
    }
    guard status.st_mode & 0o022 == 0 else {
      throw refused(path, "can be written by others", hint: "sudo chmod go-w '\(path)'")
    }
  }

  private func bytes(_ descriptor: Int32, path: String) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw refused(path, "cannot be read: \(String(cString: strerror(errno)))") }
      guard count > 0 else { return bytes }
      bytes += buffer.prefix(count)
      guard bytes.count <= TemplateReader.largest else {
        throw Failure(.invalidFile, "\(path): is larger than \(TemplateReader.largest) bytes")
      }
    }
  }

  private func refused(_ path: String, _ reason: String, hint: String? = nil) -> Failure {
    Failure(.notPermitted, Printable.clean("the template \(path) \(reason)"), hints: hint.map { [$0] } ?? [])
  }
}
