internal import ColocKit
internal import Foundation
internal import Glibc

/// The machine that coloc runs on, looked at by the C library.
struct LocalMachine: LocalExaminer {
  func file(_ path: String) throws -> FileFacts? { try FileFacts.read(path) }

  func resolved(_ path: String) throws -> String? {
    guard let resolved = realpath(path, nil) else {
      let code = errno
      if code == ENOENT || code == ENOTDIR { return nil }
      throw Failure(.unexpected, "cannot follow \(Printable.clean(path)): \(String(cString: strerror(code)))")
    }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  func text(of path: String) throws -> String? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw Failure(.notPermitted, "cannot read \(Printable.clean(path))")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  func account(_ name: String) throws -> Account? {
    errno = 0
    guard let entry = getpwnam(name) else { return try absent(name) }
    let user = entry.pointee.pw_uid
    var count: Int32 = 64
    var groups = [gid_t](repeating: 0, count: Int(count))
    guard getgrouplist(name, entry.pointee.pw_gid, &groups, &count) >= 0 else {
      throw Failure(.unexpected, "user \(Printable.clean(name)) is in more than 64 groups")
    }
    return Account(user: user, groups: Array(groups.prefix(Int(count))))
  }

  func members(ofGroup name: String) throws -> [String] {
    errno = 0
    guard let entry = getgrnam(name) else { return try absent(name) ?? [] }
    var members: [String] = []
    var next = entry.pointee.gr_mem
    while let current = next, let member = current.pointee {
      members.append(String(cString: member))
      next = current + 1
    }
    return members
  }

  /// getpwnam(3) says "there is none" by nil with errno 0, or one of several numbers.
  private func absent<Value>(_ name: String) throws -> Value? {
    guard [0, ENOENT, ESRCH, EBADF, EPERM].contains(errno) else {
      throw Failure(.unexpected, "cannot look \(Printable.clean(name)) up: \(String(cString: strerror(errno)))")
    }
    return nil
  }
}
