internal import Foundation

extension Rack {
  /// Builds an image from the distribution's own package archive by the template's recipe, and takes it in.
  ///
  /// Throws `usage` for a release without a recipe, `unexpected` with the recipe's last words, and what `importImage`
  /// throws.
  public func buildImage(
    _ os: OperatingSystem, release asked: Release?, mirror: String?, reason: String?
  ) async throws -> ImageRecord {
    let defaults = try templates.defaults(for: os)
    let release = asked ?? defaults.release
    guard defaults.releases.contains(release) else {
      throw Failure(
        .usage, "\(os.rawValue) \(release) is not a release that coloc knows",
        hint: "known: \(defaults.releases.map(\.description).joined(separator: ", "))")
    }
    guard let recipe = try templates.recipe(for: os) else {
      throw Failure(
        .usage, "there is no recipe to build \(os.rawValue)", hint: "import one: coloc image import FILE --os \(os.rawValue)")
    }
    return try await WorkDirectory.with(layout: layout, name: "build") { directory in
      let script = "\(directory)/build-image"
      try DurableFile.create(Array(recipe.utf8), at: script)
      let output = "\(directory)/image.qcow2"
      try await run(script, output: output, release: release, mirror: mirror, in: directory)
      return try await importImage(
        output, os: os, release: release, expected: nil, source: "built", reason: reason)
    }
  }

  private func run(
    _ script: String, output: String, release: Release, mirror: String?, in directory: String
  ) async throws {
    let narrator = narrator
    var arguments = [script, output, release.description]
    if let mirror { arguments += ["--mirror", mirror] }
    let result = try await runner.run(
      Program(
        "bash", arguments, environment: ["TMPDIR": directory], directory: directory, timeout: .seconds(3600),
        onLine: { line in
          if line.hasPrefix("stage: ") { narrator.stage("build", Printable.clean(String(line.dropFirst(7)))) }
        }))
    guard result.status == 0 else {
      let last = result.errors.split(separator: "\n").suffix(3).map { Printable.clean(String($0)) }
      throw Failure(
        .unexpected, "the image could not be built: \(last.last ?? "the recipe said nothing")",
        hints: last.dropLast() + ["is the package archive reachable? try: apt-get update"])
    }
  }
}
