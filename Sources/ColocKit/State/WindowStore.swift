/// The maintenance windows, one file each; whoever writes holds the windows' lock.
public struct WindowStore: Sendable {
  private let layout: StateLayout
  private let command: String
  private let directory: RecordDirectory<Window>

  /// The store of a layout, for a command by its name.
  public init(layout: StateLayout, command: String) {
    self.layout = layout
    self.command = command
    directory = RecordDirectory(path: layout.maintenance)
  }

  /// All windows by id; throws when one cannot be read.
  public func all() throws(Failure) -> [Window] { try directory.records().whole() }

  /// All windows that can be read, and the files that cannot.
  public func survey() throws(Failure) -> Records<Window> { try directory.records() }

  /// One window, or nil.
  public func read(_ id: WindowID) throws(Failure) -> Window? { try directory.read(id.description) }

  /// Runs `body` with all windows under their lock, and writes the one it returns, if any.
  ///
  /// - Throws: `Failure(.busy)`, and what `body` throws, with nothing written then.
  @discardableResult
  public func change(_ body: ([Window]) throws -> Window?) throws -> Window? {
    let lock = try FileLock.acquire(layout.lock("maintenance"), of: "the maintenance windows", command: command)
    defer { lock.release() }
    guard let window = try body(all()) else { return nil }
    try directory.write(window)
    return window
  }

  /// Changes one window under the lock: reads it again, lets `body` change it, and writes it if it is another.
  ///
  /// - Throws: `Failure(.notFound)`, `.busy`, and what `body` throws.
  @discardableResult
  public func change(_ id: WindowID, _ body: (inout Window) throws -> Void) throws -> Window {
    var changed: Window?
    try change { windows in
      guard let before = windows.first(where: { $0.id == id }) else { throw Self.unknown(id) }
      var window = before
      try body(&window)
      changed = window
      return window == before ? nil : window
    }
    guard let changed else { throw Self.unknown(id) }
    return changed
  }

  static func unknown(_ id: WindowID) -> Failure {
    Failure(.notFound, "there is no maintenance window \(id)", hint: "see: coloc maintenance list")
  }
}
