import Foundation
import Glibc

/// A directory for one piece of work: 0700 from the first moment, its files 0600, gone when the work is done.
struct PrivateDirectory: ~Copyable {
  /// The absolute path.
  let path: String

  /// Makes a directory with an unguessable name below `parent` (mkdtemp(3)).
  init(below parent: String, prefix: String) throws(Failure) {
    var template = Array("\(parent)/\(prefix)XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw Failure(.unexpected, "cannot make a directory below \(parent): \(String(cString: strerror(errno)))")
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Creates a file of its own, 0600 from its first byte whatever the umask, and writes it whole.
  func write(_ text: String, to name: String) throws(Failure) {
    let file = "\(path)/\(name)"
    let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw fault(file) }
    defer { close(descriptor) }
    guard fchmod(descriptor, 0o600) == 0 else { throw fault(file) }
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw fault(file) }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Moves a file of it to its place elsewhere on the same file system, over whatever stands there (rename(2)).
  func give(_ name: String, to destination: String) throws(Failure) {
    guard rename("\(path)/\(name)", destination) == 0 else { throw fault(destination) }
  }

  private func fault(_ file: String) -> Failure {
    Failure(.unexpected, "cannot write \(file): \(String(cString: strerror(errno)))")
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
