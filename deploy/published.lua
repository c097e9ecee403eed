-- What is published: the file that stands at an address, sent with the headers that the application
-- gave it when its tree was built (budgetportal/publishing/released/told.py writes them,
-- budgetportal/web/published.py does the same without nginx). One link is read for each request:
-- headers and content come from the same tree.
local ffi = require "ffi"
ffi.cdef "ssize_t readlink(const char *path, char *target, size_t size);"
local target = ffi.new("char[?]", 4096)
local lrucache = require "resty.lrucache"
-- what was worked out before: headers by copy, addresses by path, names of trees by link
local known, addresses, trees = lrucache.new(5000), lrucache.new(5000), lrucache.new(5000)
-- said by nginx itself: of the file that it sends, and with every file (policy.conf)
local ours = { ["Content-Length"] = true, ["Last-Modified"] = true, ["Accept-Ranges"] = true }
local root, https
local published = {}

function published.found_in(folder, secure, policy)
    root, https = folder .. "/", secure == 1
    for line in io.lines(policy) do
        local name = line:match("^add_header (%S+) ")
        if name then ours[name] = true end
    end
end

-- department's year, file and kind of an address; patterns are slow, so each is taken apart once
local function address_of(uri)
    local found = addresses:get(uri)
    if found then return found end
    local place, path = uri:match("^/(%d+/%w+)/(.*)$")
    local name = path:find("%.%w+$") and path or path .. "index.html"
    local page = name:find("%.html$") ~= nil
    local text = page or name:find("%.json$") ~= nil or name:find("%.csv$") ~= nil
    found = { link = root .. place, name = name, page = page, text = text }
    addresses:set(uri, found)
    return found
end

-- the name of the tree that a department's year points to now
local function tree_of(link)
    local length = tonumber(ffi.C.readlink(link, target, 4096))
    if length <= 0 then return nil end
    local path = ffi.string(target, length)
    local name = trees:get(path) or path:match("[^/]+$")
    trees:set(path, name)
    return name
end

-- the lines after the copy's ending, up to the next copy's
local function read(file, ending)
    local said, here = { names = {}, values = {} }, false
    for line in file:lines() do
        local key, value = line:match("^([^:]+): (.*)$")
        if not key then here = line == "*" .. ending end
        if here and key == "Content-Length" then said.size = tonumber(value) end
        if here and key and not ours[key] then
            said.names[#said.names + 1], said.values[#said.values + 1] = key, value
        end
    end
    file:close()
    return said.size and said
end

-- a tree never changes: what is said with a file is read once
local function said_with(tree, name, ending)
    local copy = tree .. "/" .. name .. ending
    local said = known:get(copy)
    if said then return said end
    local file = io.open(root .. ".trees/" .. tree .. "/.headers/" .. name)
    said = file and read(file, ending)
    if not said then return nil end
    said.uri = "/" .. copy
    known:set(copy, said)
    return said
end

-- the copy that the reader takes, plain where the wish is not simple or a part is asked for
local function ending_for(address, part)
    if not address.text or part then return "" end
    local accepted = ngx.var.http_accept_encoding
    if not accepted or accepted:find("q=0", 1, true) then return "" end
    return accepted:find("br", 1, true) and ".br" or accepted:find("gzip", 1, true) and ".gz" or ""
end

-- whether nginx is to cut out this part; what is no part, or none of the file, is the application's
local function is_part(range, size)
    local first, last = range:match("^bytes=(%d*)-(%d*)$")
    if not first or first .. last == "" then return false end
    if first == "" then return tonumber(last) > 0 end
    return tonumber(first) < size and (last == "" or tonumber(last) >= tonumber(first))
end

-- whether the file that stands may be sent at all
local function is_asked(method)
    return (method == "GET" or method == "HEAD")
        and (not https or ngx.var.http_x_forwarded_proto == "https")
end

function published.answer()
    local method, address = ngx.req.get_method(), address_of(ngx.var.uri)
    local tree = is_asked(method) and tree_of(address.link)
    if not tree then return ngx.exec("@application") end
    local part = not address.page and ngx.var.http_range
    if part and method == "HEAD" then ngx.req.clear_header("Range") end
    if ngx.var.http_if_none_match then ngx.req.clear_header("If-Modified-Since") end
    local said = said_with(tree, address.name, ending_for(address, part))
    if not said or (part and not is_part(part, said.size)) then return ngx.exec("@application") end
    local header = ngx.header
    for number = 1, #said.names do header[said.names[number]] = said.values[number] end
    ngx.req.set_uri(said.uri, false)
end

-- a tree that was taken away in between: the application is asked as nginx was, and says everything
function published.forget()
    if ngx.var.asked == "" then return end
    ngx.req.set_uri(ngx.var.asked, false)
    for name in pairs(ngx.resp.get_headers(0, true)) do ngx.header[name] = nil end
end

return published
