extension VMRecord: ReadableRecord {
  /// Reads a VM of a manifest, an intent or a tombstone; the optional fields are missing in files of the first days.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    let name = record.required("name", .parsed(VMName.self))
    let uuid = record.required("uuid", .uuid)
    let host = record.required("host", .line)
    let os = record.nullable("os", .choice(OperatingSystem.self))
    let release = record.nullable("release", .parsed(Release.self))
    let vcpus = record.required("vcpus", .int(1...4096))
    let memory = record.required("memory", .bytes)
    let disk = record.required("disk", .bytes)
    let firmware = record.required("firmware", .choice(Firmware.self))
    let machine = record.optional("machine", .line)
    let kvm = record.optional("kvm", .bool)
    let mac = record.required("mac", .parsed(MACAddress.self))
    let ipv4 = record.nullable("ipv4", .parsed(IPv4Address.self))
    let ipv6 = record.nullable("ipv6", .parsed(IPv6Address.self))
    let image = record.nullable("image", .parsed(Digest.self))
    let login = record.nullable("login", .parsed(LoginName.self))
    let pool = record.required("pool", .line)
    let created = record.required("created", .parsed(Timestamp.self))
    let hostKeys = record.required("hostKeys", .list(.parsed(SSHPublicKey.self)))
    let sshKeys = record.optional("sshKeys", .list(.parsed(SSHPublicKey.self)), default: [])
    let title = record.optional("title", .line)
    let protected = record.optional("protected", .bool, default: false)
    let power = record.optional("power", .record(PowerPolicy.self), default: .standard)
    let wanted = record.optional("wanted", .bool)
    let keep = record.optional("keep", .record(RetentionPolicy.self))
    let adoption = record.optional("adoption", .record(Adoption.self))
    if case .success(nil) = adoption {
      let reason = "must be there for a VM that was not adopted"
      if case .success(nil) = os { record.fault("os", reason) }
      if case .success(nil) = release { record.fault("release", reason) }
      if case .success(nil) = ipv4 { record.fault("ipv4", reason) }
      if case .success(nil) = image { record.fault("image", reason) }
      if case .success(nil) = login { record.fault("login", reason) }
    }
    try record.end()
    self.init(
      name: try name.get(),
      uuid: try uuid.get(),
      host: try host.get(),
      os: try os.get(),
      release: try release.get(),
      vcpus: try vcpus.get(),
      memory: try memory.get(),
      disk: try disk.get(),
      firmware: try firmware.get(),
      machine: try machine.get(),
      kvm: try kvm.get(),
      mac: try mac.get(),
      ipv4: try ipv4.get(),
      ipv6: try ipv6.get(),
      image: try image.get(),
      login: try login.get(),
      pool: try pool.get(),
      created: try created.get(),
      hostKeys: try hostKeys.get(),
      sshKeys: try sshKeys.get(),
      title: try title.get(),
      protected: try protected.get(),
      power: try power.get(),
      wanted: try wanted.get(),
      keep: try keep.get(),
      adoption: try adoption.get()
    )
  }
}
