extension VMRecord: ReadableRecord {
  /// Reads a VM of a manifest, an intent or a tombstone.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    let name = record.required("name", .parsed(VMName.self))
    let uuid = record.required("uuid", .uuid)
    let host = record.required("host", .line)
    let os = record.required("os", .choice(OperatingSystem.self))
    let release = record.required("release", .parsed(Release.self))
    let vcpus = record.required("vcpus", .int(1...4096))
    let memory = record.required("memory", .bytes)
    let disk = record.required("disk", .bytes)
    let firmware = record.required("firmware", .choice(Firmware.self))
    let mac = record.required("mac", .parsed(MACAddress.self))
    let ipv4 = record.required("ipv4", .parsed(IPv4Address.self))
    let ipv6 = record.nullable("ipv6", .parsed(IPv6Address.self))
    let image = record.required("image", .parsed(Digest.self))
    let login = record.required("login", .parsed(LoginName.self))
    let pool = record.required("pool", .line)
    let created = record.required("created", .parsed(Timestamp.self))
    let hostKeys = record.required("hostKeys", .list(.parsed(SSHPublicKey.self)))
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
      mac: try mac.get(),
      ipv4: try ipv4.get(),
      ipv6: try ipv6.get(),
      image: try image.get(),
      login: try login.get(),
      pool: try pool.get(),
      created: try created.get(),
      hostKeys: try hostKeys.get()
    )
  }
}
