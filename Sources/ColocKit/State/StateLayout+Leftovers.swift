extension StateLayout {
  /// Removes what killed commands have left: temporary files everywhere, work below `run`; `coloc recover` does it.
  ///
  /// - Returns: The paths that were removed.
  /// - Throws: `Failure` when a directory cannot be read; one that is missing has no leftovers.
  @discardableResult
  public func removeStaleTemporaries() throws(Failure) -> [String] {
    var removed: [String] = []
    for directory in Set([configurationDirectory, root] + directories).sorted() {
      removed += try DurableFile.removeStaleTemporaries(in: directory).map { "\(directory)/\($0)" }
    }
    return try removed + WorkDirectory.clearLeftovers(in: run)
  }
}
