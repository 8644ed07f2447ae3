internal import Foundation

extension Rack {
  /// Builds an image from the distribution's own package archive by the template's recipe, and takes it in.
  ///
  /// Throws `usage` for a release without a recipe, `unexpected` with the recipe's last words, and what `importImage`
  /// throws.
  public func buildImage(
    _ os: OperatingSystem,
    release asked: Release?,
    mirror: String?,
    reason: String?
  ) async throws -> ImageRecord {
    let defaults = try GuestDefaults(of: os, from: templates)
    guard let release = asked ?? defaults.releases.first?.release, defaults[release] != nil else {
      throw Failure(
        .usage,
        "\(os.rawValue) \(asked.map { $0.description } ?? "") is not a release that coloc knows",
        hint: "known: \(defaults.releases.map(\.release.description).joined(separator: ", "))"
      )
    }
    guard let recipe = try? templates.file("\(os.rawValue)/build-image").text else {
      throw Failure(
        .usage,
        "there is no recipe to build \(os.rawValue)",
        hint: "import one: coloc image import FILE --os \(os.rawValue) --release \(release)"
      )
    }
    return try await WorkDirectory.with(state.layout, "build") { directory in
      let script = "\(directory)/build-image"
      try DurableFile.create(Array(recipe.utf8), at: script)
      let output = "\(directory)/image.qcow2"
      try await run(script, output: output, release: release, mirror: mirror, in: directory)
      return try await importImage(
        output,
        os: os,
        release: release,
        expected: nil,
        source: "built",
        reason: reason
      )
    }
  }

  private func run(
    _ script: String,
    output: String,
    release: Release,
    mirror: String?,
    in directory: String
  ) async throws {
    let narrator = narrator
    var arguments = [script, output, release.description]
    if let mirror { arguments += ["--mirror", mirror] }
    var environment = Program.plainEnvironment
    environment["TMPDIR"] = directory
    let program = Program(
      "bash",
      arguments,
      environment: environment,
      directory: directory,
      timeout: .seconds(3600)
    )
    let result = try await runner.run(program) { line in
      if line.hasPrefix("stage: ") { narrator.stage("build", Printable.clean(String(line.dropFirst(7)))) }
    }
    guard result.isSuccess else {
      throw Failure(
        .unexpected,
        "the image could not be built: the recipe \(result.words)",
        hint: "is the package archive reachable? try: apt-get update"
      )
    }
  }
}
